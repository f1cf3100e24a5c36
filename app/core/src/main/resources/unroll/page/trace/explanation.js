"use strict";
// How a number comes about: terms, sums and functions, line by line, the last of which is the number.
const traceExplanation = (data, network) => {
  const { recurrent, output, pooling, key, parse, inputName, answerName, directionName, letter } = network;
  const { states, stepBefore, below, sums, product, total, value } = network;
  const sigmoid = (x) => 1 / (1 + Math.exp(-x));
  const FUNCTIONS = { tanh: Math.tanh, relu: (x) => Math.max(0, x), sigmoid };

  const lines = () => {
    const all = [];
    return {
      all,
      terms: (terms) => terms.forEach((term) => all.push({ type: "term", ...term, value: product(term) })),
      step: (what, value) => all.push({ type: "step", what, value }),
      sum: (what, value) => all.push({ type: "sum", what, value }),
      result: (what, value) => all.push({ type: "result", what, value }),
    };
  };

  function gated(moment, trace, at, name, squash) {
    const { input, state } = sums(moment, trace, at, at.quantity);
    const out = lines();
    out.terms(input);
    out.terms(state);
    const sum = total(input) + total(state);
    out.sum("W x + R h′ + b", sum);
    out.result(`${name} = ${squash}(W x + R h′ + b)`, FUNCTIONS[squash](sum));
    return out.all;
  }

  function gruCandidate(moment, trace, at) {
    const { input, state } = sums(moment, trace, at, "candidate");
    const reset = value(moment, trace, { ...at, quantity: "reset" });
    const out = lines();
    out.terms(state);
    out.sum("R h′ + b′", total(state));
    out.terms(input);
    out.terms([
      { what: "r · (R h′ + b′)", factors: [reset, total(state)], key: key("state", at.step, at.layer, at.direction, "reset", at.unit) },
    ]);
    const sum = total(input) + reset * total(state);
    out.sum("W x + b + r · (R h′ + b′)", sum);
    out.result("n = tanh(W x + b + r · (R h′ + b′))", Math.tanh(sum));
    return out.all;
  }

  /** A sum of two products of numbers that are drawn, and what becomes of it. */
  function mixed(moment, trace, at) {
    const of = (quantity, step = at.step) => ({
      value: step === at.step ? value(moment, trace, { ...at, quantity }) : states(trace, at.layer, at.direction, quantity, step)[at.unit],
      key: key("state", step, at.layer, at.direction, quantity, at.unit),
    });
    const before = stepBefore(at.direction, at.step);
    const out = lines();
    const term = (what, first, second, factor = first.value) =>
      out.terms([{ what, factors: [factor, second.value], key: second.key, also: first.key }]);
    if (at.quantity === "cell") {
      term("f · c′", of("forget"), of("cell", before));
      term("i · g", of("input"), of("candidate"));
      out.result("c = f · c′ + i · g", of("forget").value * of("cell", before).value + of("input").value * of("candidate").value);
    } else if (recurrent[at.layer].kind === "LSTM") {
      out.step("tanh(c)", Math.tanh(of("cell").value));
      term("o · tanh(c)", of("output"), { value: Math.tanh(of("cell").value), key: of("cell").key });
      out.result("h = o · tanh(c)", of("output").value * Math.tanh(of("cell").value));
    } else {
      const update = of("update");
      term("(1 − z) · n", update, of("candidate"), 1 - update.value);
      term("z · h′", update, of("hidden", before));
      out.result("h = (1 − z) · n + z · h′", (1 - update.value) * of("candidate").value + update.value * of("hidden", before).value);
    }
    return out.all;
  }

  function explainState(moment, trace, at) {
    const { kind } = recurrent[at.layer];
    if (kind === "TANH_RNN" || kind === "RELU_RNN") {
      return gated(moment, trace, at, "h", kind === "TANH_RNN" ? "tanh" : "relu");
    } else if (at.quantity === "hidden" || at.quantity === "cell") {
      return mixed(moment, trace, at);
    } else if (at.quantity === "candidate") {
      return kind === "GRU" ? gruCandidate(moment, trace, at) : gated(moment, trace, at, "g", "tanh");
    }
    return gated(moment, trace, at, letter(kind, at.quantity), "sigmoid");
  }

  function explainPooled(trace, at) {
    const out = lines();
    const layer = recurrent.length - 1;
    const { units, directions } = recurrent[layer];
    const direction = Math.floor(at.unit / units);
    const unit = at.unit % units;
    const all = trace.inputs.map((id, step) => ({
      what: `h of step ${step + 1}`,
      value: states(trace, layer, direction, "hidden", step)[unit],
      key: key("state", step, layer, direction, "hidden", unit),
    }));
    if (pooling === "LAST") {
      const last = direction === 0 || directions === 1 ? all[all.length - 1] : all[0];
      out.terms([{ ...last, factors: [last.value] }]);
      out.result("the state after the last step read", last.value);
    } else if (pooling === "MEAN") {
      out.terms(all.map((one) => ({ ...one, factors: [one.value] })));
      const sum = all.reduce((before, one) => before + one.value, 0);
      out.sum("sum", sum);
      out.result(`mean of ${all.length} steps`, sum / all.length);
    } else {
      out.terms(all.map((one) => ({ ...one, factors: [one.value] })));
      out.result("the largest", Math.max(...all.map((one) => one.value)));
    }
    return out.all;
  }

  function explainLogit(moment, trace, at) {
    const weights = moment.weights[output.place];
    const answer = trace.answers[at.step];
    const from = pooling
      ? answer.read.map((_, unit) => ({ name: String(unit + 1), key: key("pooled", at.step, 0, 0, "", unit) }))
      : below(trace, recurrent.length - 1, at.step);
    const terms = answer.read.map((value, unit) => ({
      what: `V [${from[unit].name} → ${answerName(at.unit)}] · h`,
      factors: [weights.W[unit][at.unit], value],
      key: from[unit].key,
    }));
    terms.push({ what: `b [${answerName(at.unit)}]`, factors: [weights.b[0][at.unit]] });
    const out = lines();
    out.terms(terms);
    out.result("V h + b", total(terms));
    return out.all;
  }

  function explainOutput(trace, at) {
    const { logits } = trace.answers[at.step];
    const out = lines();
    if (output.kind === "SOFTMAX_CROSS_ENTROPY") {
      // Large logits have exponentials without end, so the largest is taken off all of them.
      const most = Math.max(...logits);
      const shift = most > 50 ? most : 0;
      const powers = logits.map((logit) => Math.exp(logit - shift));
      powers.forEach((power, id) =>
        out.terms([
          { what: `exp(${answerName(id)})`, factors: [power], of: logits[id] - shift, key: key("logit", at.step, 0, 0, "", id) },
        ]),
      );
      const sum = powers.reduce((before, power) => before + power, 0);
      out.sum("sum", sum);
      out.result(`exp(${answerName(at.unit)}) / sum`, powers[at.unit] / sum);
    } else {
      const source = { what: "logit", factors: [logits[at.unit]], key: key("logit", at.step, 0, 0, "", at.unit) };
      out.terms([source]);
      const isSigmoid = output.kind === "SIGMOID_CROSS_ENTROPY";
      out.result(isSigmoid ? "sigmoid(logit)" : "the number itself", isSigmoid ? sigmoid(logits[at.unit]) : logits[at.unit]);
    }
    return out.all;
  }

  function explainLoss(trace, at) {
    const answer = trace.answers[at.step];
    const out = lines();
    if (answer.label !== undefined) {
      const p = answer.outputs[answer.label];
      out.terms([
        { what: `p of ${answerName(answer.label)}, the target`, factors: [p], key: key("output", at.step, 0, 0, "", answer.label) },
      ]);
      out.result("−ln p", -Math.log(Math.max(p, 1e-38)));
      return out.all;
    }
    const isSquared = output.kind === "MEAN_SQUARED_ERROR";
    const parts = answer.outputs.map((p, id) => {
      const t = answer.targets[id];
      const nats = (share) => -Math.log(Math.max(share, 1e-38));
      return {
        what: isSquared
          ? `(${answerName(id)} − its target)² / ${answer.outputs.length}`
          : `−ln ${t === 1 ? "p" : "(1 − p)"} of ${answerName(id)}`,
        factors: [isSquared ? (p - t) ** 2 / answer.outputs.length : t * nats(p) + (1 - t) * nats(1 - p)],
        key: key("output", at.step, 0, 0, "", id),
      };
    });
    out.terms(parts);
    out.result("loss", total(parts));
    return out.all;
  }

  function explainInput(moment, trace, at) {
    const out = lines();
    const id = trace.inputs[at.step];
    if (at.kind === "onehot") {
      out.result(id === at.unit ? `1, as ${inputName(id)} is read` : `0, as ${id < 0 ? "nothing" : inputName(id)} is read`, id === at.unit ? 1 : 0);
    } else if (data.layers[0].kind === "EMBEDDING" && id >= 0) {
      out.result(`number ${at.unit + 1} of the vector of ${inputName(id)}`, moment.weights[0].W[id][at.unit]);
    } else if (data.layers[0].kind === "ENCODER") {
      out.result(`what the encoder makes of ${inputName(id)}; its own arithmetic is not shown`, trace.numbers[at.step][at.unit]);
    } else {
      out.result(`number ${at.unit + 1} of the input`, trace.numbers[at.step][at.unit]);
    }
    return out.all;
  }

  /** Title, lines and the network's own number of what is drawn under a key. */
  function explain(moment, trace, text) {
    const at = parse(text);
    const answer = trace.answers[at.step];
    const where = ` at step ${at.step + 1}`;
    switch (at.kind) {
      case "state": {
        const layer = recurrent[at.layer];
        const name = `${at.quantity}, unit ${at.unit + 1}${directionName(at.layer, at.direction)} of ${layer.name}${where}`;
        return { title: name, lines: explainState(moment, trace, at), own: value(moment, trace, at) };
      }
      case "pooled":
        return { title: `pooled unit ${at.unit + 1}`, lines: explainPooled(trace, at), own: answer.read[at.unit] };
      case "logit":
        return { title: `logit of ${answerName(at.unit)}${where}`, lines: explainLogit(moment, trace, at), own: answer.logits[at.unit] };
      case "output":
        return { title: `output for ${answerName(at.unit)}${where}`, lines: explainOutput(trace, at), own: answer.outputs[at.unit] };
      case "loss":
        return { title: `loss${where}`, lines: explainLoss(trace, at), own: answer.loss };
      default: {
        const own = at.kind === "onehot" ? (trace.inputs[at.step] === at.unit ? 1 : 0) : trace.numbers[at.step][at.unit];
        return { title: `input${where}`, lines: explainInput(moment, trace, at), own };
      }
    }
  }

  return { explain };
};
