// What motions call, and what transactions say they did, such as those that carry a motion through.

import assert from "node:assert/strict";
import type { Codec } from "@polkadot/types/types";
import type { Chain, Included, Tx } from "../src/chain.ts";

/// The call that gives a parameter another value: `setting(chain, "Market", "OutageLimit", 15)`.
export function setting(chain: Chain, module: string, parameter: string, value: unknown): Tx {
	return chain.call("parameters.setParameter", { keyValue: { [module]: { [parameter]: [null, value] } } });
}

/// What a transaction's event of that name says.
export function of({ events, call }: Included, name: string): Record<string, Codec> {
	const event = events.find((it) => it.name === name);
	assert.ok(event, `${call} emits ${name}`);
	return event.data;
}

/// The same of whichever of several transactions emits it.
export function happened(sent: Included[], name: string): Record<string, Codec> {
	return of(withEvent(sent, name), name);
}

/// The block of whichever of several transactions emits it.
export function blockOf(sent: Included[], name: string): number {
	return withEvent(sent, name).block;
}

function withEvent(sent: Included[], name: string): Included {
	const included = sent.find(({ events }) => events.some((event) => event.name === name));
	assert.ok(included, `a motion emits ${name}`);
	return included;
}

/// The block of the last of several transactions.
export function lastOf(sent: Included[]): number {
	return Math.max(...sent.map(({ block }) => block));
}
