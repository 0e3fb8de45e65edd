// Runs the test files side by side, each a process with nodes of its own, from specifications of chains
// that are written once.

import { spawn } from "node:child_process";
import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { SPECS, writeSpec } from "../src/node.ts";
import { bold, green, red } from "../src/text.ts";

/// These begin first: one that waits for a build, and those that take the longest.
const FIRST = [
	"upgrade",
	"attestation-local",
	"attestation-restart",
	"attestation-health",
	"attestation-outage",
	"local",
	"endings",
	"slashing",
	"dry",
	"updates",
];

/// From the start of a file to that of the next. A node that starts compiles the runtime, and mostly
/// waits from then on: if all did so at once, the longest file would wait for every other.
const APART_MS = 5_000;

const directory = fileURLToPath(new URL(".", import.meta.url));
const specs = mkdtempSync(join(tmpdir(), "spheron-specs-"));
process.once("exit", () => rmSync(specs, { recursive: true, force: true }));
// An interrupt reaches the tests and their nodes as well.
process.once("SIGINT", () => process.exit(130));

await Promise.all([writeSpec("fast", specs), writeSpec("local", specs)]);
const found = readdirSync(directory).filter((name) => name.endsWith(".test.ts"));
const files = [...new Set([...FIRST.map((name) => `${name}.test.ts`), ...found])];
const passed = await Promise.all(
	files.map(async (file, i) => {
		await sleep(i * APART_MS);
		return passes(file);
	}),
);
const failed = files.filter((_, i) => !passed[i]);
console.log(failed.length === 0 ? green(`\nAll ${files.length} files passed.`) : red(`\nFailed: ${failed.join(", ")}`));
process.exitCode = Math.min(failed.length, 1);

/// Runs a file, and tells of it once it has ended.
async function passes(file: string): Promise<boolean> {
	const begun = Date.now();
	const child = spawn(process.execPath, [...process.execArgv, "--test-reporter=spec", join(directory, file)], {
		stdio: ["ignore", "pipe", "pipe"],
		env: { ...process.env, [SPECS]: specs },
	});
	let told = "";
	for (const stream of [child.stdout, child.stderr]) stream.setEncoding("utf8").on("data", (text: string) => (told += text));
	const code = await new Promise<number | null>((resolve, reject) => child.once("error", reject).once("close", resolve));
	console.log(`\n${bold(file)}, ${Math.round((Date.now() - begun) / 1_000)} s\n${told.trimEnd()}`);
	return code === 0;
}
