// Runs the test files side by side, each a process with nodes of its own. The specifications of chains are
// written once for all, and the compiled runtime is kept.

import { spawn } from "node:child_process";
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { share } from "../src/node.ts";
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

/// From the start of a file to that of the next. Its first node may have to compile the runtime, which is
/// then kept for all others, and a file mostly waits once it is under way: if all began at once, each would
/// compile, and the longest would wait for every other.
const APART_MS = 5_000;

const directory = fileURLToPath(new URL(".", import.meta.url));
// An interrupt reaches the tests and their nodes as well.
process.once("SIGINT", () => process.exit(130));

await share("fast", "local");
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
	});
	let told = "";
	for (const stream of [child.stdout, child.stderr]) stream.setEncoding("utf8").on("data", (text: string) => (told += text));
	const code = await new Promise<number | null>((resolve, reject) => child.once("error", reject).once("close", resolve));
	console.log(`\n${bold(file)}, ${Math.round((Date.now() - begun) / 1_000)} s\n${told.trimEnd()}`);
	return code === 0;
}
