// The four validators of `local`, connected as a test says: it can part them, so that each side builds
// on, and join them again.

import { addresses, ask, LOCAL_VALIDATORS, startNode, type Duties, type Node, type Reachable } from "./node.ts";
import { allOrNone } from "./process.ts";

export class Network {
	private constructor(readonly nodes: Node[]) {}

	/// Each is connected to all others.
	static async start(duties: Duties = {}): Promise<Network> {
		const network = new Network(
			await allOrNone(
				LOCAL_VALIDATORS.map((validator) => startNode({ preset: "local", validator, reservedOnly: true, ...duties })),
			),
		);
		try {
			await network.join(network.nodes, network.nodes);
			return network;
		} catch (error) {
			await network.stop();
			throw error;
		}
	}

	/// Connect each of some nodes to each of others.
	async join(some: Reachable[], others: Reachable[]): Promise<void> {
		await Promise.all(
			pairs(some, others).map(async ([one, other]) => ask(one.url, "system_addReservedPeer", await address(other))),
		);
	}

	/// No word passes between some nodes and others any more.
	async part(some: Reachable[], others: Reachable[]): Promise<void> {
		await Promise.all(
			pairs(some, others).map(async ([one, other]) =>
				ask(one.url, "system_removeReservedPeer", await ask<string>(other.url, "system_localPeerId")),
			),
		);
	}

	async stop(): Promise<void> {
		await Promise.all(this.nodes.map((node) => node.stop()));
	}
}

/// Everyone of `some` with everyone of `others`, and the other way round: a connection needs the consent of both.
function pairs(some: Reachable[], others: Reachable[]): [Reachable, Reachable][] {
	const across = some.flatMap((one) => others.flatMap((other): [Reachable, Reachable][] => [[one, other], [other, one]]));
	return across.filter(([one, other]) => one !== other);
}

async function address(node: Reachable): Promise<string> {
	const [first] = await addresses(node);
	if (first === undefined) throw new Error(`the node of ${node.url} listens nowhere`);
	return first;
}
