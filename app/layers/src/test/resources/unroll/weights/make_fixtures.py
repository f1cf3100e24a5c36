"""Writes the fixtures beside this file; run with numpy and torch (see README.md)."""

import json
import struct
from pathlib import Path

import numpy as np
import torch

HERE = Path(__file__).resolve().parent
INPUT, HIDDEN, CLASSES, BATCH, STEPS = 5, 4, 3, 2, 6
CELLS = {"rnn": torch.nn.RNN, "lstm": torch.nn.LSTM, "gru": torch.nn.GRU}
TOPOLOGIES = {
    "2_layers": {"num_layers": 2},
    "bidirectional": {"num_layers": 1, "bidirectional": True},
}


def network_fixture(path, cell, topology):
    """A recurrent module "rnn" and a linear head "out", their input x and logits y."""
    torch.manual_seed(7)
    rnn = cell(INPUT, HIDDEN, batch_first=True, **topology)
    width = HIDDEN * (2 if topology.get("bidirectional") else 1)
    model = torch.nn.ModuleDict({"rnn": rnn, "out": torch.nn.Linear(width, CLASSES)}).double()
    with torch.no_grad():
        for parameter in model.parameters():
            parameter.mul_(2)
        x = torch.randn(BATCH, STEPS, INPUT, dtype=torch.float64)
        y = model["out"](model["rnn"](x)[0])
    arrays = {name: tensor.numpy() for name, tensor in model.state_dict().items()}
    np.savez_compressed(path, **arrays, x=x.numpy(), y=y.numpy())


def npy_with_version(path, array, version):
    with open(path, "wb") as file:
        np.lib.format.write_array(file, array, version=version)


def safetensors_fixture(path):
    """By hand: the package is not needed for so simple a format."""
    float32 = np.array([[1, -2.5, 3], [0.125, 5, -6]], "<f4")
    float64 = np.array(-0.1, "<f8")
    float16 = np.array([1.5, -0.333251953125], "<f2")
    bfloat16 = torch.tensor([1.5, -0.333984375, 3e38]).to(torch.bfloat16).view(torch.int16).numpy()
    header, data = {"__metadata__": {"format": "pt"}}, b""
    for name, kind, array in [
        ("double", "F64", float64),
        ("float", "F32", float32),
        ("half", "F16", float16),
        ("brain", "BF16", bfloat16),
    ]:
        begin, data = len(data), data + array.tobytes()
        header[name] = {
            "dtype": kind,
            "shape": list(array.shape),
            "data_offsets": [begin, len(data)],
        }
    text = json.dumps(header, separators=(",", ":")).encode()
    text += b" " * (-len(text) % 8)
    path.write_bytes(struct.pack("<Q", len(text)) + text + data)


def main():
    for cell_name, cell in CELLS.items():
        for topology_name, topology in TOPOLOGIES.items():
            network_fixture(HERE / f"{cell_name}_{topology_name}.npz", cell, topology)
    cube = np.arange(24).reshape(2, 3, 4) / 8 - 1
    np.save(HERE / "c_order_f8.npy", cube)
    np.save(HERE / "fortran_order_f4.npy", np.asfortranarray(cube.astype("<f4")))
    np.save(HERE / "big_endian_f8.npy", cube.astype(">f8"))
    np.save(HERE / "big_endian_f4.npy", cube.astype(">f4"))
    np.save(HERE / "half_f2.npy", np.array([1.5, -0.333251953125, 6e-8, np.inf], "<f2"))
    np.save(HERE / "scalar_f8.npy", np.array(-0.1))
    np.save(HERE / "empty_f4.npy", np.zeros((0, 3), "<f4"))
    np.save(HERE / "object.npy", np.array([{"a": 1}, None], dtype=object), allow_pickle=True)
    np.save(HERE / "structured.npy", np.zeros(2, dtype=[("a", "<f4"), ("b", "<f8")]))
    np.save(HERE / "integers.npy", np.arange(3))
    npy_with_version(HERE / "version_2.npy", cube, (2, 0))
    npy_with_version(HERE / "version_3.npy", cube, (3, 0))
    named = {"a": cube, "b.c/weight": np.arange(3, dtype="<f4")}
    np.savez(HERE / "stored.npz", **named)
    np.savez_compressed(HERE / "deflated.npz", **named)
    safetensors_fixture(HERE / "types.safetensors")


if __name__ == "__main__":
    main()
