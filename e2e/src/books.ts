// Asks the node itself whether the books of every pallet agree.

import type { Chain } from "./chain.ts";

/// Throws with every pallet whose invariants do not hold as of block `hash`.
export async function checkBooks(chain: Chain, hash: string): Promise<void> {
	const answer = await chain.api.rpc.state.call("BooksApi_check", "0x", hash);
	const broken = chain.api.registry.createType("Vec<(Text, Text)>", answer.toU8a(true));
	if (broken.isEmpty) return;
	const lines = broken.map(([pallet, what]) => `${pallet.toString()}: ${what.toString()}`);
	throw new Error(`the books do not agree:\n${lines.join("\n")}`);
}
