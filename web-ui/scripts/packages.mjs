// Installs the packages that the lock file names, unless they lie there: a build then needs no network.
import { spawnSync } from "node:child_process";
import { existsSync, statSync } from "node:fs";
import process from "node:process";

const [major = 0, minor = 0] = process.versions.node.split(".").map(Number);
if (major < 20 || (major === 20 && minor < 19)) {
  console.error(
    `Node is version ${process.versions.node}; the editor needs 20.19 or newer to build. ` +
      "Install it (https://nodejs.org), or build without the editor: mvn -DskipUi …",
  );
  process.exit(1);
}

// npm writes this file last.
const installed = "node_modules/.package-lock.json";
const wanted = "package-lock.json";
if (!existsSync(installed) || statSync(installed).mtimeMs < statSync(wanted).mtimeMs) {
  const npm = spawnSync("npm", ["ci", "--no-audit", "--no-fund"], {
    stdio: "inherit",
    shell: process.platform === "win32", // npm is a script there
  });
  process.exit(npm.status ?? 1);
}
