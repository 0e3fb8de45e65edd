// The node of a provider, set up as `docs/attestation.md` says: no validator, with an attestation key,
// a database and an agent of its own (A1).

import { execFile } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import type { ProviderKeys } from "./accounts.ts";
import { Agent } from "./agent.ts";
import { chainOf, runtimeCache, type Preset } from "./node.ts";
import { allOrNone, launch, program, type NodeProcess } from "./process.ts";

interface Options {
	preset: Preset;
	provider: ProviderKeys;
	/// Addresses of the nodes that it always keeps connected to, and of no others.
	peers: string[];
}

export class ProviderNode {
	private readonly base: string;
	private readonly logs: string[] = [];
	private running: NodeProcess | undefined;

	private constructor(
		private readonly options: Options,
		/// What it asks for the state of deployments.
		readonly agent: Agent,
	) {
		this.base = mkdtempSync(join(tmpdir(), `spheron-${options.preset}-${options.provider.name}-`));
	}

	/// A node for each of the providers, all at once. If one fails, none is left.
	static async startAll(providers: ProviderKeys[], options: Omit<Options, "provider">): Promise<ProviderNode[]> {
		return allOrNone(providers.map((provider) => ProviderNode.start({ ...options, provider })));
	}

	/// Give it its key, start it, and wait until its JSON-RPC answers.
	static async start(options: Options): Promise<ProviderNode> {
		const node = new ProviderNode(options, await Agent.start());
		try {
			await node.makeKey();
			await node.restart();
			return node;
		} catch (error) {
			await node.stop();
			throw error;
		}
	}

	/// Whose it is.
	get provider(): ProviderKeys {
		return this.options.provider;
	}

	/// Where the JSON-RPC of its latest life listens.
	get url(): string {
		if (this.running === undefined) throw new Error(`the node of ${this.provider.name} was not started`);
		return this.running.url;
	}

	/// Without a chance to tidy up. What is on its disk stays.
	async kill(): Promise<void> {
		await this.running?.kill();
	}

	/// Start it from what is on its disk.
	async restart(): Promise<void> {
		const log = join(this.base, `node-${this.logs.length}.log`);
		this.logs.push(log);
		this.running = await launch(
			[
				...this.where(),
				...runtimeCache(),
				"--rpc-port=0",
				"--offchain-worker=always",
				`--provider-agent=${this.agent.url}`,
				"--reserved-only",
				...this.options.peers.flatMap((address) => ["--reserved-nodes", address]),
			],
			log,
		);
	}

	/// All that it has written, of all its lives.
	written(): string {
		return this.logs.map((log) => readFileSync(log, "utf8")).join("");
	}

	async stop(): Promise<void> {
		await this.running?.stop();
		await this.agent.stop();
		rmSync(this.base, { recursive: true, force: true });
	}

	private where(): string[] {
		return [`--chain=${chainOf(this.options.preset)}`, `--base-path=${join(this.base, "data")}`];
	}

	private async makeKey(): Promise<void> {
		const { account, attestation, attestationUri } = this.options.provider;
		const { stdout } = await promisify(execFile)(program("spheron-node"), [
			"attestation-key",
			...this.where(),
			`--owner=${account.address}`,
			`--suri=${attestationUri}`,
		]);
		const key = Buffer.from(attestation.publicKey).toString("hex");
		if (!stdout.includes(key)) throw new Error(`it made another key than ${key}:\n${stdout}`);
	}
}
