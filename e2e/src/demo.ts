// The main command: one deployment, from a file to the payout, on a fresh development chain.

import { SPON, type Token } from "./balances.ts";
import { Chain } from "./chain.ts";
import { keepFeeding } from "./feeder.ts";
import { readDeployment } from "./icl.ts";
import { Market } from "./market.ts";
import { addresses, share, startNode } from "./node.ts";
import { play } from "./play.ts";
import { ProviderNode } from "./provider-node.ts";
import { bold, red } from "./text.ts";

/// Where polkadot.js looks for a development node.
const RPC_PORT = 9944;

/// The tokens of the presets, to read a file by before there is a chain.
const TOKENS: Token[] = [
	SPON,
	{ symbol: "uSPON", decimals: 6, asset: 1n },
	{ symbol: "tDAI", decimals: 18, asset: 2n },
];

async function main(args: string[]): Promise<void> {
	const exit = args.includes("--exit");
	const file = args.find((argument) => !argument.startsWith("--"));
	if (file === undefined) throw new Error("give a deployment file");
	const deployment = readDeployment(file, TOKENS);

	const interrupted = new Promise<"interrupted">((resolve) => {
		process.once("SIGINT", () => resolve("interrupted"));
		process.once("SIGTERM", () => resolve("interrupted"));
	});
	console.log("A chain of one validator starts, and a node for each of two providers, with agents to which all is well.");
	await share("dev");
	const node = await startNode({ preset: "dev", rpcPort: RPC_PORT, attests: false });
	let chain: Chain | undefined;
	let nodes: ProviderNode[] = [];
	const stopped = new AbortController();
	try {
		chain = await Chain.connect(node.url);
		const market = await Market.on(chain);
		nodes = await ProviderNode.startAll(market.accounts.providers, { preset: "dev", peers: await addresses(node) });
		const playing = keepFeeding(market, stopped.signal).then(() => play(market, deployment, file));
		const how = await Promise.race([playing, interrupted, node.ended.then(() => "ended" as const)]);
		if (how === "ended") throw new Error("the node ended by itself");
		if (exit || how === "interrupted") return;
		console.log(`\n${bold("The chain goes on")}, with its price feeders and the providers' nodes, until Ctrl-C. Its log is ${node.log}`);
		console.log(`polkadot.js: https://polkadot.js.org/apps/?rpc=${node.url}, or any client at ${node.url}`);
		await Promise.race([interrupted, node.ended]);
	} finally {
		stopped.abort();
		await chain?.disconnect();
		await Promise.all([node, ...nodes].map((each) => each.stop()));
	}
}

main(process.argv.slice(2)).then(
	() => process.exit(0),
	(error: unknown) => {
		console.error(red(error instanceof Error ? error.message : String(error)));
		process.exit(1);
	},
);
