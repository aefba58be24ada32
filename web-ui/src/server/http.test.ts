import { expect, test } from "vitest";
import { Http } from "./http";
import { ServerProblem } from "./problem";

const answering = (status: number, body: string) =>
  new Http("", () => Promise.resolve(new Response(body, { status })));

async function problem(asked: Promise<unknown>): Promise<ServerProblem> {
  const caught: unknown = await asked.catch((failure: unknown) => failure);
  expect(caught).toBeInstanceOf(ServerProblem);
  return caught as ServerProblem;
}

test("a refusal carries the server's sentences and the problems by node and field", async () => {
  const body = JSON.stringify({
    error: {
      type: "prompt_outputs_failed_validation",
      message: "Prompt outputs failed",
      sentences: ["Link a LATENT."],
    },
    node_errors: {
      "2": {
        errors: [
          {
            type: "required_input_missing",
            message: "missing",
            details: "vae",
            extra_info: { input_name: "vae" },
          },
        ],
      },
    },
  });

  const refused = await problem(answering(400, body).json("POST", "/prompt"));

  expect(refused.status).toBe(400);
  expect(refused.sentences).toEqual(["Link a LATENT."]);
  expect(refused.nodes.get("2")).toEqual([
    { type: "required_input_missing", sentence: "missing: vae", input: "vae" },
  ]);
});

test("a proxy's page instead of an error is a refusal with its status", async () => {
  const refused = await problem(answering(502, "<h1>Bad gateway</h1>").json("GET", "/queue"));

  expect(refused.fault).toEqual({ kind: "refused", status: 502, type: "" });
});

test("an answer that is no JSON is said to be garbled", async () => {
  const garbled = await problem(answering(200, "<html>").json("GET", "/object_info"));

  expect(garbled.fault.kind).toBe("garbled");
  expect(garbled.request).toBe("GET /object_info");
});

test("a server that is not there is unreachable", async () => {
  const gone = await problem(
    new Http("", () => Promise.reject(new TypeError("fetch"))).json("GET", "/queue"),
  );

  expect(gone.fault.kind).toBe("unreachable");
});

test("a seed keeps all its digits on the way there", async () => {
  let sent = "";
  const http = new Http("", (_, init) => {
    sent = String(init?.body);
    return Promise.resolve(new Response("{}"));
  });

  await http.json("POST", "/prompt", { json: { seed: 18446744073709551615n } });

  expect(sent).toBe('{"seed":18446744073709551615}');
});
