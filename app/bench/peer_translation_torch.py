"""An encoder and decoder in PyTorch, trained as the program unroll.bench.peer.TranslationTraining trains it: same model,
same first weights, same batches, a pass over them for every line read, a line of JSON for an answer.

    peer_translation_torch.py FOLDER THREADS     FOLDER: what that program has left there
"""
import json
import math
import sys
import time

import numpy
import torch
from torch import nn
from torch.nn.functional import cross_entropy, dropout
from torch.nn.utils.rnn import pack_padded_sequence, pad_packed_sequence


class Translation(nn.Module):
    def __init__(self, model):
        super().__init__()
        kind = {"rnn": nn.RNN, "lstm": nn.LSTM, "gru": nn.GRU}[model["cell"]]
        both = model["bidirectional"]
        width, units = model["embedding"], model["decoder_units"]
        source = model["encoder_units"] * (2 if both else 1)
        layers = model["encoder_layers"], model["decoder_layers"]
        self.model = model
        self.steps = 0
        # The last row is zeros: what a decoder reads first, and padding.
        self.embedding = nn.Embedding(model["symbols"] + 1, width, padding_idx=model["symbols"])
        self.encoder = kind(width, model["encoder_units"], layers[0], batch_first=True, bidirectional=both,
                            dropout=model["dropout"] if layers[0] > 1 else 0)
        self.decoder = kind(width, units, layers[1], batch_first=True, dropout=model["dropout"] if layers[1] > 1 else 0)
        self.begun_by = [max(0, layers[0] - layers[1] + layer) for layer in range(layers[1])]
        self.bridges = nn.ModuleList(nn.Linear(source, units) for _ in self.begun_by)
        self.cell_bridges = nn.ModuleList(nn.Linear(source, units) for _ in self.begun_by if model["cell"] == "lstm")
        if model["attention"] == "general":
            self.general = nn.Linear(units, source, bias=False)
        elif model["attention"] == "additive":
            self.query = nn.Linear(units, units, bias=False)
            self.key = nn.Linear(source, units, bias=False)
            self.score = nn.Linear(units, 1, bias=False)
        if model["attention"] != "none":
            self.combination = nn.Linear(source + units, units)
        self.classes = nn.Linear(units, model["labels"])

    def forward(self, batch):
        encoded, ended = self.encode(batch)
        states, _ = self.decoder(self.embed(batch["previous"]), self.begin(ended))
        if self.model["attention"] == "none":
            output = states[batch["is_target"]]
        else:
            context = self.weigh(states, encoded, batch["is_source"]) @ encoded
            joined = torch.cat([context, states], 2)[batch["is_target"]]
            output = torch.tanh(self.combination(joined))
        return self.classes(dropout(output, self.model["dropout"], self.training))

    def embed(self, ids):
        return dropout(self.embedding(ids), self.model["input_dropout"], self.training)

    def encode(self, batch):
        packed = pack_padded_sequence(self.embed(batch["sources"]), batch["lengths"], batch_first=True, enforce_sorted=False)
        encoded, ended = self.encoder(packed)
        return pad_packed_sequence(encoded, batch_first=True)[0], ended

    def begin(self, ended):
        if self.model["cell"] != "lstm":
            return torch.tanh(self.bridge(self.bridges, ended))
        return torch.tanh(self.bridge(self.bridges, ended[0])), self.bridge(self.cell_bridges, ended[1])

    def bridge(self, bridges, ended):
        """ended: [layer * direction, row, unit]"""
        directions = 2 if self.model["bidirectional"] else 1
        tops = ended.view(-1, directions, *ended.shape[1:]).transpose(1, 2).flatten(2)
        return torch.stack([bridge(tops[layer]) for bridge, layer in zip(bridges, self.begun_by)])

    def weigh(self, states, encoded, is_source):
        """[row, target step, source step]"""
        if self.model["attention"] == "additive":
            sums = self.query(states).unsqueeze(2) + self.key(encoded).unsqueeze(1)
            scores = self.score(sums.tanh_()).squeeze(3)
        else:
            looked_for = self.general(states) if self.model["attention"] == "general" else states
            scores = looked_for @ encoded.transpose(1, 2)
        return scores.masked_fill(~is_source.unsqueeze(1), float("-inf")).softmax(2)

    def load(self, weights):
        """weights: by the names that they have in Deeplearning4j, matrices as [input, output]"""
        own, tensors = self.state_dict(), {name: torch.from_numpy(array) for name, array in weights.items()}
        taken = set()

        def take(name, key, transposed=True):
            taken.add(key)
            tensor = tensors[key].reshape(-1) if own[name].dim() == 1 else tensors[key]
            own[name].copy_(tensor.t() if transposed and tensor.dim() == 2 else tensor)

        own["embedding.weight"][-1] = 0
        taken.add("0_W")
        own["embedding.weight"][:-1] = tensors["0_W"]
        for stack, letter in ("encoder", "e"), ("decoder", "d"):
            for name in own:
                if name.startswith(stack + "."):
                    part, layer, *reverse = name[len(stack) + 1:].replace("_reverse", ".reverse").replace("_l", ".").split(".")
                    direction = "" if stack == "decoder" or not self.model["bidirectional"] else "b" if reverse else "f"
                    key = {"weight_ih": "W", "weight_hh": "RW", "bias_ih": "b", "bias_hh": "rb"}[part]
                    if key == "rb" and self.model["cell"] != "gru":
                        own[name].zero_()  # one bias is enough
                        getattr(self, stack).get_parameter(name[len(stack) + 1:]).requires_grad_(False)
                    else:
                        take(name, f"1_{letter}{layer}.{direction}{key}")
        for layer in range(len(self.begun_by)):
            for module, letter in ("bridges", "h"), ("cell_bridges", "c"):
                if f"{module}.{layer}.weight" in own:
                    take(f"{module}.{layer}.weight", f"1_{letter}{layer}.W")
                    take(f"{module}.{layer}.bias", f"1_{letter}{layer}.b")
        for name, key in ("general", "1_a.W"), ("query", "1_a.QW"), ("key", "1_a.KW"), ("score", "1_a.vW"), \
                         ("combination", "1_o.W"), ("classes", "2_W"):
            if name + ".weight" in own:
                take(name + ".weight", key)
        if "combination.bias" in own:
            take("combination.bias", "1_o.b")
        take("classes.bias", "2_b")
        if taken != tensors.keys():
            raise ValueError(f"weights without a place: {sorted(tensors.keys() - taken)}")


def batch_of(model, sources, targets):
    nothing = model["symbols"]
    source_steps, target_steps = max(map(len, sources)), max(map(len, targets))

    def padded(rows, steps):
        return torch.tensor([row + [nothing] * (steps - len(row)) for row in rows])

    previous = [[nothing] + [model["first_target"] + label for label in row[:-1]] for row in targets]
    lengths = torch.tensor([len(row) for row in sources])
    target_lengths = torch.tensor([len(row) for row in targets])
    return {
        "sources": padded(sources, source_steps),
        "lengths": lengths,
        "is_source": torch.arange(source_steps) < lengths[:, None],
        "previous": padded(previous, target_steps),
        "is_target": torch.arange(target_steps) < target_lengths[:, None],
        "labels": torch.tensor([label for row in targets for label in row]),
    }


def adam_of(model, parameters):
    options = dict(lr=model["learning_rate"], betas=tuple(model["betas"]), eps=model["epsilon"])
    try:
        return torch.optim.Adam(parameters, fused=True, **options)
    except (RuntimeError, TypeError):  # versions before 2.4 have it for GPUs only
        return torch.optim.Adam(parameters, **options)


def pass_over(translation, adam, batches):
    losses, norms, targets = [], [], 0
    start = time.perf_counter()
    for batch in batches:
        translation.steps += 1
        # Deeplearning4j adds epsilon before it corrects the mean square, PyTorch after.
        correction = math.sqrt(1 - translation.model["betas"][1] ** translation.steps)
        adam.param_groups[0]["eps"] = translation.model["epsilon"] / correction
        adam.zero_grad(set_to_none=True)
        loss = cross_entropy(translation(batch), batch["labels"], label_smoothing=translation.model["label_smoothing"])
        loss.backward()
        largest = translation.model["clip_norm"] or float("inf")
        norm = nn.utils.clip_grad_norm_(translation.parameters(), largest)
        adam.step()
        losses.append(loss.item())
        norms.append(norm.item())
        targets += len(batch["labels"])
    return dict(seconds=time.perf_counter() - start, targets=targets, losses=losses, gradient_norms=norms)


def main():
    folder, threads = sys.argv[1], int(sys.argv[2])
    torch.set_num_threads(threads)
    torch.manual_seed(1)
    with open(f"{folder}/model.json") as file:
        model = json.load(file)
    with open(f"{folder}/batches.json") as file:
        batches = [batch_of(model, **batch) for batch in json.load(file)]
    translation = Translation(model)
    with numpy.load(f"{folder}/weights.npz") as weights, torch.no_grad():
        translation.load(weights)
    adam = adam_of(model, [each for each in translation.parameters() if each.requires_grad])
    print("ready", flush=True)
    for _ in sys.stdin:
        done = pass_over(translation, adam, batches)
        print(json.dumps(dict(peer="pytorch " + torch.__version__, threads=threads, **done)), flush=True)


main()
