// Whether a network forked.

import type { Chain } from "../src/chain.ts";

/// Every block that some nodes have, on whatever branch.
export class Forks {
	private readonly seen = new Map<number, Set<string>>();

	static async watch(chains: Chain[]): Promise<Forks> {
		const forks = new Forks();
		await Promise.all(
			chains.map(({ api }) =>
				api.rpc.chain.subscribeAllHeads(({ number, hash }) => {
					const height = number.toNumber();
					forks.seen.set(height, (forks.seen.get(height) ?? new Set()).add(hash.toHex()));
				}),
			),
		);
		return forks;
	}

	/// At which heights there was more than one block.
	heights(): number[] {
		return [...this.seen].filter(([, hashes]) => hashes.size > 1).map(([height]) => height).sort((a, b) => a - b);
	}
}
