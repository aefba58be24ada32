// @saintno/comfyui-sdk: uploads a picture, draws, stops a run in its midst, and is told what is wrong with a prompt.
import { readFile } from "node:fs/promises";
import { CallWrapper, ComfyApi, PromptBuilder } from "@saintno/comfyui-sdk";

const [host, workflow, picture] = process.argv.slice(2);
const prompt = JSON.parse(await readFile(workflow, "utf8"));
const api = await new ComfyApi(`http://${host}`).init().waitForReady();

const checkpoints = await api.getCheckpoints();
const uploaded = await api.uploadImage(new Blob([await readFile(picture)]), "harbour.png", { override: true });

const builder = new PromptBuilder(prompt, ["checkpoint", "seed", "steps"], ["images"])
  .setInputNode("checkpoint", "4.inputs.ckpt_name")
  .setInputNode("seed", "3.inputs.seed")
  .setInputNode("steps", "3.inputs.steps")
  .setOutputNode("images", "9");

/**
 * Runs a prompt to its end, whatever that is. The package listens only once it has read the answer to its prompt, and
 * waits for ever for a prompt that is done before, as one is whose results are all kept.
 */
async function run(inputs, onProgress = () => {}) {
  const seen = { steps: 0, previews: 0 };
  const call = new CallWrapper(api, Object.entries(inputs).reduce((built, [name, value]) => built.input(name, value), builder))
    .onProgress(() => {
      seen.steps++;
      onProgress();
    })
    .onPreview(() => seen.previews++)
    .onFailed((error) => (seen.failed ??= error));
  const done = await call.run();
  return { ...seen, images: done ? done.images.images : [] };
}

const drawn = await run({ checkpoint: checkpoints[0], seed: 5 });
const stopped = await run({ seed: 6, steps: 1000 }, () => api.interrupt());
const refused = await run({ checkpoint: "nowhere.safetensors" });

const histories = Object.values(await api.getHistories());
console.log(
  JSON.stringify({
    checkpoints,
    uploaded: uploaded.url,
    steps: drawn.steps,
    previews: drawn.previews > 0,
    picture: api.getPathImage(drawn.images[0]),
    stopped: stopped.failed?.name,
    refused: refused.failed?.cause?.node_errors["4"].errors[0].type,
    history: histories.map((entry) => entry.status.status_str),
  }),
);
process.exit(0); // its socket would keep the process
