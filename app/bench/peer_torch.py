"""The three works of `unroll bench` in PyTorch, with the same options and the same line of JSON.

train   one optimizer step of a character model: one-hot input, recurrent layers, linear, softmax cross-entropy, Adam
sample  200 characters drawn one after the other, each fed back, batch 1
tag     one optimizer step of a bidirectional tagger over packed rows of unequal length
"""
import argparse
import json
import statistics
import time

import torch
from torch.nn.functional import cross_entropy, one_hot
from torch.nn.utils.rnn import pack_padded_sequence, pad_packed_sequence

WARM_UPS = 3
SAMPLED = 200


def options():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("what", choices=["train", "sample", "tag"])
    parser.add_argument("--cell", default="lstm", choices=["rnn", "lstm", "gru"])
    for name, default in dict(vocabulary=65, hidden=128, layers=2, batch=50, time=50, repeats=20, threads=1).items():
        parser.add_argument("--" + name, type=int, default=default)
    return parser.parse_args()


class Model(torch.nn.Module):
    def __init__(self, work):
        super().__init__()
        kind = {"rnn": torch.nn.RNN, "lstm": torch.nn.LSTM, "gru": torch.nn.GRU}[work.cell]
        both = work.what == "tag"
        self.stack = kind(work.vocabulary, work.hidden, work.layers, batch_first=True, bidirectional=both)
        self.classes = torch.nn.Linear(work.hidden * (2 if both else 1), work.vocabulary)


def sampling(work, model):
    def step():
        with torch.no_grad():
            state, symbol = None, torch.zeros(1, 1, dtype=torch.long)
            for _ in range(SAMPLED):
                output, state = model.stack(one_hot(symbol, work.vocabulary).float(), state)
                probabilities = torch.softmax(model.classes(output[0, -1]), 0)
                symbol = torch.multinomial(probabilities, 1).view(1, 1)

    return step, SAMPLED


def training(work, model):
    shape = work.batch, work.time
    inputs = one_hot(torch.randint(0, work.vocabulary, shape), work.vocabulary).float()
    labels = torch.randint(0, work.vocabulary, shape)
    shortest = work.time // 3 if work.what == "tag" else work.time
    lengths = torch.linspace(shortest, work.time, work.batch).long()
    labeled = torch.arange(work.time)[None] < lengths[:, None]
    adam = torch.optim.Adam(model.parameters(), 0.002)

    def step():
        adam.zero_grad()
        if work.what == "tag":
            packed = pack_padded_sequence(inputs, lengths, batch_first=True, enforce_sorted=False)
            output, _ = pad_packed_sequence(model.stack(packed)[0], batch_first=True, total_length=work.time)
        else:
            output, _ = model.stack(inputs)
        loss = cross_entropy(model.classes(output)[labeled], labels[labeled])
        loss.backward()
        adam.step()

    return step, int(labeled.sum())


def main():
    work = options()
    torch.manual_seed(1)
    torch.set_num_threads(work.threads)
    model = Model(work)
    step, symbols = sampling(work, model.eval()) if work.what == "sample" else training(work, model)
    for _ in range(WARM_UPS):
        step()
    times = []
    for _ in range(work.repeats):
        start = time.perf_counter()
        step()
        times.append(time.perf_counter() - start)
    seconds = statistics.median(times)
    print(json.dumps({**vars(work), "peer": "pytorch " + torch.__version__, "milliseconds": round(seconds * 1e3, 3),
                      "symbols_per_second": round(symbols / seconds)}))


main()
