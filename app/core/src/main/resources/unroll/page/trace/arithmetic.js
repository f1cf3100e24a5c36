"use strict";
// What the network's numbers are called, where they are kept, and the sums behind them.
const traceArithmetic = (data) => {
  const GATES = {
    TANH_RNN: ["hidden"],
    RELU_RNN: ["hidden"],
    LSTM: ["input", "forget", "candidate", "output"],
    GRU: ["reset", "update", "candidate"],
  };
  // What is drawn of a unit, from left to right.
  const QUANTITIES = {
    TANH_RNN: ["hidden"],
    RELU_RNN: ["hidden"],
    LSTM: ["input", "forget", "candidate", "output", "cell", "hidden"],
    GRU: ["reset", "update", "candidate", "hidden"],
  };

  /** The recurrent layers, with their places among all. */
  const recurrent = data.layers.map((layer, place) => ({ ...layer, place })).filter((layer) => GATES[layer.kind]);
  const output = { ...data.layers[data.layers.length - 1], place: data.layers.length - 1 };
  const isOneHot = data.areSymbols && recurrent[0].place === 0;
  const pooling = recurrent[recurrent.length - 1].pooling;

  const key = (kind, step, layer = 0, direction = 0, quantity = "", unit = 0) =>
    [kind, step, layer, direction, quantity, unit].join("/");

  function parse(text) {
    const [kind, step, layer, direction, quantity, unit] = text.split("/");
    return { kind, step: +step, layer: +layer, direction: +direction, quantity, unit: +unit };
  }

  function inputName(id) {
    return id === -1 ? "nothing" : id === -2 ? "the frame" : data.inputs[id];
  }

  /** The same to be drawn. */
  const inputSign = (id) => (id === -1 ? "·" : id === -2 ? "▦" : data.inputs[id]);

  const answerName = (id) => (data.answers[id] === undefined ? String(id + 1) : data.answers[id]);

  function directionName(layer, direction) {
    return recurrent[layer].directions === 1 ? "" : direction === 0 ? " forward" : " backward";
  }

  /** States of a direction at a step, zeros before its first. */
  function states(trace, layer, direction, quantity, step) {
    const values = trace.layers[layer][direction][quantity];
    return values[step] || new Array(recurrent[layer].units).fill(0);
  }

  const stepBefore = (direction, step) => (direction === 0 ? step - 1 : step + 1);

  /** What a recurrent layer reads at a step: name, value and the drawn number of each. */
  function read(trace, layer, step) {
    if (layer === 0 && isOneHot) {
      const id = trace.inputs[step];
      return id < 0 ? [] : [{ index: id, name: inputName(id), value: 1, key: key("onehot", step, 0, 0, "", id) }];
    } else if (layer === 0) {
      return trace.numbers[step].map((value, index) => ({
        index,
        name: String(index + 1),
        value,
        key: key("number", step, 0, 0, "", index),
      }));
    }
    return below(trace, layer - 1, step);
  }

  function below(trace, layer, step) {
    const all = [];
    for (let direction = 0; direction < recurrent[layer].directions; direction++) {
      states(trace, layer, direction, "hidden", step).forEach((value, unit) =>
        all.push({
          index: all.length,
          name: unit + 1 + directionName(layer, direction),
          value,
          key: key("state", step, layer, direction, "hidden", unit),
        }),
      );
    }
    return all;
  }

  /** The terms of W x + b and of R h + rb of a gate. */
  function sums(moment, trace, at, gate) {
    const { place, units, directions, kind } = recurrent[at.layer];
    const prefix = directions === 1 ? "" : at.direction === 0 ? "f" : "b";
    const weights = moment.weights[place];
    const column = GATES[kind].indexOf(gate) * units + at.unit;
    const before = stepBefore(at.direction, at.step);
    const input = read(trace, at.layer, at.step).map((from) => ({
      what: `W [${from.name} → ${at.unit + 1}] · x`,
      factors: [weights[prefix + "W"][from.index][column], from.value],
      key: from.key,
    }));
    input.push({ what: `b [${at.unit + 1}]`, factors: [weights[prefix + "b"][0][column]] });
    const state = states(trace, at.layer, at.direction, "hidden", before).map((value, unit) => ({
      what: `R [${unit + 1} → ${at.unit + 1}] · h′`,
      factors: [weights[prefix + "RW"][unit][column], value],
      key: key("state", before, at.layer, at.direction, "hidden", unit),
    }));
    if (weights[prefix + "rb"]) {
      state.push({ what: `b′ [${at.unit + 1}]`, factors: [weights[prefix + "rb"][0][column]] });
    }
    return { input, state };
  }

  const product = (term) => term.factors.reduce((all, factor) => all * factor, 1);
  const total = (terms) => terms.reduce((sum, term) => sum + product(term), 0);

  /** An LSTM's or GRU's candidate, which the network does not keep. */
  function candidate(moment, trace, at) {
    const { input, state } = sums(moment, trace, at, "candidate");
    const reset = recurrent[at.layer].kind === "GRU" ? value(moment, trace, { ...at, quantity: "reset" }) : 1;
    return Math.tanh(total(input) + reset * total(state));
  }

  /** A number of a recurrent layer. */
  function value(moment, trace, at) {
    return at.quantity === "candidate"
      ? candidate(moment, trace, at)
      : states(trace, at.layer, at.direction, at.quantity, at.step)[at.unit];
  }

  const LETTERS = { input: "i", forget: "f", output: "o", candidate: "g", cell: "c", hidden: "h", reset: "r", update: "z" };

  function letter(kind, quantity) {
    return kind === "GRU" && quantity === "candidate" ? "n" : LETTERS[quantity];
  }

  return {
    recurrent,
    output,
    isOneHot,
    pooling,
    key,
    parse,
    inputName,
    inputSign,
    answerName,
    directionName,
    letter,
    states,
    stepBefore,
    below,
    sums,
    product,
    total,
    value,
    quantities: (layer) => QUANTITIES[recurrent[layer].kind],
  };
};
