// Real nodes on the loopback interface, each with ports and a directory of its own.

import { execFile } from "node:child_process";
import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { Agent } from "./agent.ts";
import { allOrNone, launch, program } from "./process.ts";

export type Preset = "dev" | "local" | "fast";

/// The validators of `local`, by the name of their well-known keys.
export const LOCAL_VALIDATORS = ["alice", "bob", "charlie", "dave"] as const;

/// Names the directory of what the nodes of a run share. Processes that a run starts inherit it.
const SHARED = "SPHERON_SHARED";

/// From now on, the nodes of this run start from the specifications of `presets`, and keep the compiled
/// runtime for each other. What they share is gone when the process is.
export async function share(...presets: Preset[]): Promise<void> {
	const directory = mkdtempSync(join(tmpdir(), "spheron-shared-"));
	process.once("exit", () => rmSync(directory, { recursive: true, force: true }));
	await Promise.all(presets.map((preset) => writeSpec(preset, directory)));
	process.env[SHARED] = directory;
}

/// Write the specification of a preset, with its whole genesis state. From the name of the preset, a node
/// compiles the runtime twice for the genesis state alone, whatever is kept.
async function writeSpec(preset: Preset, directory: string): Promise<void> {
	const { stdout } = await promisify(execFile)(
		program("spheron-node"),
		["export-chain-spec", `--chain=${preset}`, "--raw"],
		{ maxBuffer: 2 ** 26 },
	);
	writeFileSync(join(directory, `${preset}.json`), stdout);
}

/// What to start a node with: the specification of the preset if it is written, or else its name.
export function chainOf(preset: Preset): string {
	const written = join(process.env[SHARED] ?? "", `${preset}.json`);
	return SHARED in process.env && existsSync(written) ? written : preset;
}

/// What tells a node where the run keeps the compiled runtime, if it does.
export function runtimeCache(): string[] {
	const directory = process.env[SHARED];
	return directory === undefined ? [] : [`--wasm-runtime-cache=${directory}`];
}

/// What can be asked something.
export interface Reachable {
	/// Where its JSON-RPC listens.
	readonly url: string;
}

export interface Node extends Reachable {
	/// Where it writes what happens.
	readonly log: string;
	/// Resolves when it has ended, for whatever reason.
	readonly ended: Promise<void>;
	stop(): Promise<void>;
}

/// What is said of one validator or of all.
export interface Duties {
	/// Whether it attests for providers, with an agent to which all is healthy. True unless said.
	attests?: boolean;
}

interface Options extends Duties {
	preset: Preset;
	/// Whose well-known keys it validates with.
	validator?: string;
	/// The port on which its JSON-RPC should listen, if that is free.
	rpcPort?: number;
	/// Addresses of nodes to connect to.
	bootnodes?: string[];
	/// Connect to nobody but those that it is told of once it runs.
	reservedOnly?: boolean;
}

/// Start one validator and wait until its JSON-RPC answers.
export async function startNode(options: Options): Promise<Node> {
	const { preset, validator = "alice", rpcPort = 0, bootnodes = [], reservedOnly = false, attests = true } = options;
	const base = mkdtempSync(join(tmpdir(), `spheron-${preset}-${validator}-`));
	const log = join(base, "node.log");
	const agent = attests ? await Agent.start() : undefined;
	const tidy = async () => {
		await agent?.stop();
		rmSync(base, { recursive: true, force: true });
	};
	const args = [
		`--chain=${chainOf(preset)}`,
		`--${validator}`,
		`--base-path=${join(base, "data")}`,
		`--rpc-port=${rpcPort}`,
		`--node-key=${nodeKey(validator)}`,
		...runtimeCache(),
		...(agent === undefined ? [] : [`--provider-agent=${agent.url}`]),
		// A lone validator has nobody to wait for.
		...(preset === "local" ? [] : ["--force-authoring"]),
		...bootnodes.flatMap((address) => ["--bootnodes", address]),
		// Who is no longer reserved would stay connected if there was room for it.
		...(reservedOnly ? ["--reserved-only", "--out-peers=0"] : []),
	];
	try {
		const node = await launch(args, log);
		const stop = async () => {
			await node.stop();
			await tidy();
		};
		return { url: node.url, log, ended: node.ended, stop };
	} catch (error) {
		await tidy();
		throw error;
	}
}

/// Start the four validators of `local`; the first is everybody's way into the network.
export async function startNetwork(duties: Duties = {}): Promise<{ nodes: Node[]; stop(): Promise<void> }> {
	const first = await startNode({ preset: "local", validator: LOCAL_VALIDATORS[0], ...duties });
	try {
		const bootnodes = await addresses(first);
		const others = await allOrNone(
			LOCAL_VALIDATORS.slice(1).map((validator) => startNode({ preset: "local", validator, bootnodes, ...duties })),
		);
		const nodes = [first, ...others];
		return { nodes, stop: async () => void (await Promise.all(nodes.map((node) => node.stop()))) };
	} catch (error) {
		await first.stop();
		throw error;
	}
}

/// A key for the node's network identity: fixed, as a validator must not have a new one each time.
function nodeKey(validator: string): string {
	return Buffer.from(validator).toString("hex").padStart(64, "0");
}

/// Where other nodes reach it.
export function addresses({ url }: Reachable): Promise<string[]> {
	return ask(url, "system_localListenAddresses");
}

/// What the JSON-RPC at `url` answers.
export async function ask<T>(url: string, method: string, ...params: unknown[]): Promise<T> {
	const response = await fetch(url.replace(/^ws/, "http"), {
		method: "POST",
		headers: { "content-type": "application/json" },
		body: JSON.stringify({ jsonrpc: "2.0", id: 1, method, params }),
	});
	const { result, error } = (await response.json()) as { result: T; error?: { message: string } };
	if (error !== undefined) throw new Error(`${method}: ${error.message}`);
	return result;
}
