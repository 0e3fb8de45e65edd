// Real nodes on the loopback interface, each with ports and a directory of its own.

import { execFile, spawn, type ChildProcess } from "node:child_process";
import { closeSync, existsSync, mkdtempSync, openSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { homedir, tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { promisify } from "node:util";

export type Preset = "dev" | "local" | "fast";

/// The validators of `local`, by the name of their well-known keys.
const LOCAL_VALIDATORS = ["alice", "bob", "charlie", "dave"] as const;

/// Compiling the runtime takes seconds, on a busy machine many.
const START_TIMEOUT_MS = 120_000;
const STOP_TIMEOUT_MS = 15_000;

/// What a node writes once its JSON-RPC answers, with the port that it really got.
const LISTENING = /Running JSON-RPC server: addr=127\.0\.0\.1:(\d+)/;

/// A file of the release build.
export function program(name: string): string {
	const target = process.env["CARGO_TARGET_DIR"] ?? join(homedir(), ".cache/spheron/target");
	const path = join(target, "release", name);
	if (!existsSync(path)) throw new Error(`${path} is not built: scripts/run and scripts/test build it`);
	return path;
}

/// The code of a runtime with a higher version, to upgrade to.
export function nextRuntime(): Buffer {
	return readFileSync(program("spheron-runtime-next.wasm"));
}

/// Names the directory where `writeSpec` has written specifications.
export const SPECS = "SPHERON_SPECS";

/// Write the specification of a preset, with its whole genesis state. A node that starts from it is
/// there in a third of the time: from the name of the preset, it compiles the runtime first for the
/// genesis state and then again.
export async function writeSpec(preset: Preset, directory: string): Promise<void> {
	const { stdout } = await promisify(execFile)(
		program("spheron-node"),
		["export-chain-spec", `--chain=${preset}`, "--raw"],
		{ maxBuffer: 2 ** 26 },
	);
	writeFileSync(join(directory, `${preset}.json`), stdout);
}

/// What to start a node with: the specification of the preset if it is written, or else its name.
function chainOf(preset: Preset): string {
	const written = join(process.env[SPECS] ?? "", `${preset}.json`);
	return SPECS in process.env && existsSync(written) ? written : preset;
}

export interface Node {
	/// Where its JSON-RPC listens.
	readonly url: string;
	/// Where it writes what happens.
	readonly log: string;
	/// Resolves when it has ended, for whatever reason.
	readonly ended: Promise<void>;
	stop(): Promise<void>;
}

interface Options {
	preset: Preset;
	/// Whose well-known keys it validates with.
	validator?: string;
	/// The port on which its JSON-RPC should listen, if that is free.
	rpcPort?: number;
	/// Addresses of nodes to connect to.
	bootnodes?: string[];
}

/// Start one node and wait until its JSON-RPC answers.
export async function startNode(options: Options): Promise<Node> {
	const { preset, validator = "alice", rpcPort = 0, bootnodes = [] } = options;
	const base = mkdtempSync(join(tmpdir(), `spheron-${preset}-${validator}-`));
	const log = join(base, "node.log");
	const out = openSync(log, "w");
	const child = spawn(
		program("spheron-node"),
		[
			`--chain=${chainOf(preset)}`,
			`--${validator}`,
			`--base-path=${join(base, "data")}`,
			`--rpc-port=${rpcPort}`,
			"--rpc-cors=all",
			"--listen-addr=/ip4/127.0.0.1/tcp/0",
			`--node-key=${nodeKey(validator)}`,
			"--no-mdns",
			"--no-telemetry",
			"--no-prometheus",
			// A lone validator has nobody to wait for.
			...(preset === "local" ? [] : ["--force-authoring"]),
			...bootnodes.flatMap((address) => ["--bootnodes", address]),
		],
		{ stdio: ["ignore", out, out] },
	);
	closeSync(out);
	const ended = new Promise<void>((resolve) => {
		child.once("exit", () => resolve());
		child.once("error", () => resolve());
	});
	const kill = () => child.kill("SIGKILL");
	process.once("exit", kill);
	const stop = async () => {
		await end(child, ended);
		process.removeListener("exit", kill);
		rmSync(base, { recursive: true, force: true });
	};
	try {
		const port = await listening(log, child);
		return { url: `ws://127.0.0.1:${port}`, log, ended, stop };
	} catch (error) {
		const tail = readFileSync(log, "utf8").trimEnd().split("\n").slice(-20).join("\n");
		await stop();
		throw new Error(`the node did not start: ${(error as Error).message}\n${tail}`);
	}
}

/// Start the four validators of `local`; the first is everybody's way into the network.
export async function startNetwork(): Promise<{ nodes: Node[]; stop(): Promise<void> }> {
	const nodes: Node[] = [];
	const stop = async () => {
		await Promise.all(nodes.map((node) => node.stop()));
	};
	try {
		const first = await startNode({ preset: "local", validator: LOCAL_VALIDATORS[0] });
		nodes.push(first);
		const bootnodes = await addresses(first);
		const started = await Promise.allSettled(
			LOCAL_VALIDATORS.slice(1).map((validator) => startNode({ preset: "local", validator, bootnodes })),
		);
		for (const outcome of started) if (outcome.status === "fulfilled") nodes.push(outcome.value);
		for (const outcome of started) if (outcome.status === "rejected") throw outcome.reason;
	} catch (error) {
		await stop();
		throw error;
	}
	return { nodes, stop };
}

/// A key for the node's network identity: fixed, as a validator must not have a new one each time.
function nodeKey(validator: string): string {
	return Buffer.from(validator).toString("hex").padStart(64, "0");
}

/// Where other nodes reach it.
async function addresses({ url }: Node): Promise<string[]> {
	const response = await fetch(url.replace(/^ws/, "http"), {
		method: "POST",
		headers: { "content-type": "application/json" },
		body: JSON.stringify({ jsonrpc: "2.0", id: 1, method: "system_localListenAddresses", params: [] }),
	});
	const { result } = (await response.json()) as { result: string[] };
	return result;
}

async function listening(log: string, child: ChildProcess): Promise<number> {
	const deadline = Date.now() + START_TIMEOUT_MS;
	while (Date.now() < deadline) {
		if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) {
			throw new Error(`it ended (${child.exitCode ?? child.signalCode ?? "not executable"})`);
		}
		const port = LISTENING.exec(readFileSync(log, "utf8"))?.[1];
		if (port !== undefined) return Number(port);
		await sleep(100);
	}
	throw new Error(`its JSON-RPC did not answer within ${START_TIMEOUT_MS / 1000} s`);
}

async function end(child: ChildProcess, ended: Promise<void>): Promise<void> {
	if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) return;
	child.kill("SIGTERM");
	const timer = new AbortController();
	const late = sleep(STOP_TIMEOUT_MS, true, { signal: timer.signal }).catch(() => false);
	if (await Promise.race([ended.then(() => false), late])) child.kill("SIGKILL");
	timer.abort();
	await ended;
}
