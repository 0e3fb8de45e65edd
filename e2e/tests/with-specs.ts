// Runs a command, such as the tests, with the specifications of chains that many nodes start from.

import { spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { SPECS, writeSpec } from "../src/node.ts";

const [command = "", ...args] = process.argv.slice(2);
const directory = mkdtempSync(join(tmpdir(), "spheron-specs-"));
process.once("exit", () => rmSync(directory, { recursive: true, force: true }));
// An interrupt reaches the command as well, which ends its nodes first.
process.on("SIGINT", () => {});
await Promise.all([writeSpec("fast", directory), writeSpec("local", directory)]);
const child = spawn(command, args, { stdio: "inherit", env: { ...process.env, [SPECS]: directory } });
child.once("error", (error) => {
	throw error;
});
child.once("exit", (code) => process.exit(code ?? 1));
