// Real nodes on the loopback interface, each with ports and a directory of its own.

import { execFile } from "node:child_process";
import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { Agent } from "./agent.ts";
import { launch, program } from "./process.ts";

export type Preset = "dev" | "local" | "fast";

/// The validators of `local`, by the name of their well-known keys.
const LOCAL_VALIDATORS = ["alice", "bob", "charlie", "dave"] as const;

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
export function chainOf(preset: Preset): string {
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

/// What is said of one validator or of all.
interface Duties {
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
}

/// Start one validator and wait until its JSON-RPC answers.
export async function startNode(options: Options): Promise<Node> {
	const { preset, validator = "alice", rpcPort = 0, bootnodes = [], attests = true } = options;
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
		...(agent === undefined ? [] : [`--provider-agent=${agent.url}`]),
		// A lone validator has nobody to wait for.
		...(preset === "local" ? [] : ["--force-authoring"]),
		...bootnodes.flatMap((address) => ["--bootnodes", address]),
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
	const nodes: Node[] = [];
	const stop = async () => {
		await Promise.all(nodes.map((node) => node.stop()));
	};
	try {
		const first = await startNode({ preset: "local", validator: LOCAL_VALIDATORS[0], ...duties });
		nodes.push(first);
		const bootnodes = await addresses(first);
		const started = await Promise.allSettled(
			LOCAL_VALIDATORS.slice(1).map((validator) => startNode({ preset: "local", validator, bootnodes, ...duties })),
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
export async function addresses({ url }: Node): Promise<string[]> {
	const response = await fetch(url.replace(/^ws/, "http"), {
		method: "POST",
		headers: { "content-type": "application/json" },
		body: JSON.stringify({ jsonrpc: "2.0", id: 1, method: "system_localListenAddresses", params: [] }),
	});
	const { result } = (await response.json()) as { result: string[] };
	return result;
}
