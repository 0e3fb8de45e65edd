// The arithmetic that the chain is held to, on figures that can be checked by hand.

import assert from "node:assert/strict";
import { test } from "node:test";
import { bought, lock, OTHER_RATES, split, SPON_RATES, transactionFees } from "../src/ledger.ts";

const hour = (price: bigint) => [{ price, blocks: 1_800n }];

test("the example of the rules: of a gross of 100, the tenant pays 102, the provider gets 79", () => {
	assert.deepEqual(split(hour(100n), OTHER_RATES), {
		gross: 100n,
		tenant: 102n,
		provider: 79n,
		foundation: 20n,
		userFee: 2n,
		providerFee: 1n,
	});
});

test("SPON carries the foundation's share alone", () => {
	const { tenant, provider, foundation } = split(hour(100n), SPON_RATES);
	assert.deepEqual([tenant, provider, foundation], [100n, 80n, 20n]);
});

test("what the tenant pays arrives, and every total only grows, block by block", () => {
	let before = split([], OTHER_RATES);
	for (let blocks = 1n; blocks <= 2_000n; blocks += 1n) {
		const now = split([{ price: 7_919n, blocks }], OTHER_RATES);
		assert.equal(now.tenant, now.provider + now.foundation + now.userFee + now.providerFee);
		assert.ok(now.tenant >= before.tenant && now.provider >= before.provider && now.foundation >= before.foundation);
		before = now;
	}
});

test("a change of price starts a period; its rounding is its own", () => {
	const periods = [{ price: 1_000n, blocks: 7n }, { price: 2_000n, blocks: 5n }];
	assert.equal(split(periods, SPON_RATES).gross, 3n + 5n);
});

test("the lock covers the user fee, rounded up", () => {
	assert.equal(lock(101n, 1_800n, OTHER_RATES), 101n + 3n);
});

test("an amount buys as many whole blocks as it pays, with their fee, on top of what is paid", () => {
	// A block costs 1 unit: 100 of them lock 102, and one more 104, as its fee begins another unit.
	const price = 1_800n;
	assert.deepEqual(bought(price, 100n, 1n, OTHER_RATES), { blocks: 0n, cost: 0n });
	assert.deepEqual(bought(price, 100n, 2n, OTHER_RATES), { blocks: 1n, cost: 2n });
	assert.deepEqual(bought(price, 100n, 51n, OTHER_RATES), { blocks: 50n, cost: 51n });
	assert.deepEqual(bought(price, 100n, 51n, SPON_RATES), { blocks: 51n, cost: 51n });
});

test("of the transaction fees of a block, the foundation gets four fifths, its author the rest", () => {
	assert.deepEqual(transactionFees(0n), { foundation: 0n, author: 0n });
	assert.deepEqual(transactionFees(104n), { foundation: 83n, author: 21n });
});
