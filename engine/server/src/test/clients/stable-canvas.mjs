// @stable-canvas/comfyui-client: looks around, then draws by the socket, by polling and by its own pipeline.
import { readFile } from "node:fs/promises";
import { BasePipe, Client } from "@stable-canvas/comfyui-client";
import WebSocket from "ws";

const [host, workflow] = process.argv.slice(2);
const prompt = JSON.parse(await readFile(workflow, "utf8"));
const client = new Client({ api_host: host, WebSocket, fetch });
const urls = (drawn) => drawn.images.filter((image) => image.type === "url").map((image) => image.data);
let previews = 0;
client.on("b_preview", () => previews++);
await client.connect();

const checkpoints = await client.getSDModels();
const samplers = await client.getSamplers();

const steps = [];
const bySocket = await client.enqueue(prompt, {
  disable_random_seed: true,
  progress: ({ value, max }) => steps.push(`${value}/${max}`),
});
const byPolling = await client.enqueue_polling(prompt, { polling_ms: 100 });
const byPipeline = await new BasePipe()
  .with(client)
  .model(checkpoints[0])
  .prompt("a green tree in a meadow")
  .negative("blurry")
  .size(192, 128)
  .steps(6)
  .cfg(2)
  .sampler("euler")
  .scheduler("simple")
  .seed(8)
  .save("pipeline")
  .wait();

const { History } = await client.getHistory();
const { Running, Pending } = await client.getQueue();
client.close();
console.log(
  JSON.stringify({
    checkpoints,
    samplers,
    steps,
    previews: previews > 0,
    pictures: [bySocket, byPolling, byPipeline.result].flatMap(urls),
    status: History.map((entry) => entry.status.status_str),
    left: Running.length + Pending.length,
  }),
);
