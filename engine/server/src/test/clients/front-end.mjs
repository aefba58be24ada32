// ComfyUI's own front end in a browser: takes its default graph or opens a workflow, sets it up for the miniature,
// queues it by its key, and tells what it shows of the run: previews on the sampler, the picture on the saving node and
// in its side bar.
import { readFile } from "node:fs/promises";
import { chromium } from "playwright-core";

const [host, chrome, screenshot, sideBarKey, workflow] = process.argv.slice(2);
const quiet = ["background-networking", "component-update", "sync", "gpu", "dev-shm-usage"];
const args = ["--no-sandbox", "--no-first-run", ...quiet.map((what) => `--disable-${what}`)];
const browser = await chromium.launch({ executablePath: chrome, args });
const page = await browser.newPage({ viewport: { width: 1400, height: 900 } });
page.setDefaultTimeout(60_000);

try {
  console.log(JSON.stringify(await draw()));
} finally {
  await page.screenshot({ path: screenshot });
  await browser.close();
}

async function draw() {
  const refused = new Set();
  page.on("response", (answer) => {
    if (answer.status() >= 400) {
      refused.add(`${answer.status()} ${new URL(answer.url()).pathname}`);
    }
  });
  const elsewhere = (url) => url.protocol.startsWith("http") && url.host !== host;
  await page.route(elsewhere, (route) => route.abort());

  await open();
  await setUp();
  // Nodes out of sight do not load their pictures.
  await page.evaluate(() => Object.assign(app.canvas.ds, { scale: 0.5, offset: [100, 200] }));
  await page.keyboard.press("Control+Enter");
  await page.waitForFunction(() => seen.end);

  const saving = await page.waitForFunction(() => {
    const node = app.graph._nodes.find(({ type }) => type === "SaveImage");
    return node.imgs?.[0].naturalWidth && node.imgs[0].src;
  });
  const picture = await saving.jsonValue();
  await page.keyboard.press(sideBarKey);
  const name = new URL(picture).searchParams.get("filename");
  const inSideBar = page.locator(`img[src*="${name}"]`).first();
  await inSideBar.waitFor();
  await page.waitForFunction((image) => image.naturalWidth, await inSideBar.elementHandle());
  return { ...(await page.evaluate(() => seen)), picture, refused: [...refused].sort() };
}

async function open() {
  // Who was here before is not shown the templates first.
  const settings = JSON.stringify({ "Comfy.TutorialCompleted": true });
  await fetch(`http://${host}/api/settings`, { method: "POST", body: settings });
  await page.goto(`http://${host}/`);
  await page.waitForFunction(
    () => window.app?.graph?._nodes.length > 5 && window.LiteGraph?.registered_node_types.KSampler,
  );
  if (workflow) {
    const file = await readFile(workflow, "utf8");
    await page.evaluate(
      (text) => app.handleFile(new File([text], "workflow.json", { type: "application/json" })),
      file,
    );
  }
  await page.waitForFunction(() =>
    app.graph._nodes
      .find(({ type }) => type === "CheckpointLoaderSimple")
      ?.widgets.some(({ name }) => name === "ckpt_name"),
  );
}

async function setUp() {
  await page.evaluate(() => {
    const set = (type, values) => {
      for (const node of app.graph._nodes.filter((node) => node.type === type)) {
        for (const [name, value] of Object.entries(values)) {
          node.widgets.find((widget) => widget.name === name).value = value;
        }
      }
    };
    set("CheckpointLoaderSimple", { ckpt_name: "miniature.safetensors" });
    set("EmptyLatentImage", { width: 192, height: 128 });
    set("KSampler", { seed: 8, control_after_generate: "fixed", steps: 12, cfg: 2, scheduler: "simple" });

    const ofSampler = (id) => app.graph.getNodeById(id)?.type === "KSampler";
    window.seen = { steps: 0, shown: false, end: null };
    app.api.addEventListener("progress", () => seen.steps++);
    app.api.addEventListener("b_preview", () => {
      seen.shown ||= Object.keys(app.nodePreviewImages).some(ofSampler);
    });
    for (const end of ["execution_success", "execution_error"]) {
      app.api.addEventListener(end, ({ detail }) => (seen.end = detail.exception_message ?? end));
    }
  });
}
