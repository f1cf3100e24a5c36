"use strict";
/**
 * Questions to the server that the page came from. Refusals become errors with the server's own line.
 *
 * onRefused is called when the token is missing or wrong; onWork hears whether an answer is waited for; onProblem gets
 * the line of a refusal, empty when there is none any more.
 */
function serveApi({ onRefused, onWork, onProblem }) {
  let token = null;
  let asked = 0;

  async function ask(path, body, type = "application/json") {
    const headers = token ? { Authorization: "Bearer " + token } : {};
    if (body !== undefined) {
      headers["Content-Type"] = type;
    }
    const response = await fetch("/api/" + path, { method: body === undefined ? "GET" : "POST", headers, body });
    const answer = await response.json();
    if (response.status === 401) {
      onRefused();
    }
    if (!response.ok) {
      throw new Error(answer.error);
    }
    return answer;
  }

  /** Does work whose end may come late: a newer question makes it void, and work can ask whether it is still wanted. */
  async function latest(work, use, fail) {
    const mine = ++asked;
    onWork(true);
    try {
      const answer = await work(() => mine === asked);
      if (mine === asked) {
        onProblem("");
        use(answer);
      }
    } catch (error) {
      if (mine === asked) {
        onProblem(sentence(error));
        fail();
      }
    }
    if (mine === asked) {
      onWork(false);
    }
  }

  /** Nothing that is under way is wanted any more. */
  function forget() {
    asked++;
    onWork(false);
    onProblem("");
  }

  /** What fetch says when there is no server means little to a person. */
  function sentence(error) {
    return error instanceof TypeError ? "The server does not answer." : error.message;
  }

  return { ask, latest, forget, sentence, show: (shown) => (token = shown) };
}

/** Work that waits until nothing was typed for a moment. */
function serveDebounced(work, milliseconds = 300) {
  let waiting = null;
  const ask = () => {
    clearTimeout(waiting);
    waiting = setTimeout(work, milliseconds);
  };
  ask.cancel = () => clearTimeout(waiting);
  return ask;
}
