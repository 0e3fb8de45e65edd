// The count of blocks that the chain is held to, on figures that can be checked by hand.

import assert from "node:assert/strict";
import { test } from "node:test";
import { Attested, type Happening, type Unhealthy } from "../src/attested.ts";

const PERIOD = 10;
const LEASE = 7n;

const attests = (unhealthy: Unhealthy): Happening => ({ what: "attested", provider: "Dave", unhealthy });
const opened: Happening = { what: "opened", lease: LEASE, provider: "Dave" };
const activated: Happening = { what: "activated", lease: LEASE };
const ended = (as: number): Happening => ({ what: "ended", lease: LEASE, as });

/// A chain of `length` blocks in some of which something happens.
function chain(length: number, happenings: Record<number, Happening[]>): Attested {
	const attested = new Attested(PERIOD);
	for (let block = 1; block <= length; block += 1) attested.block(block, happenings[block] ?? []);
	return attested;
}

test("what is attested in a block is good for two periods after it, and no block more", () => {
	const before = chain(24, { 5: [attests("None")] });
	assert.deepEqual(before.clock("Dave"), { alive: 19, until: 25 });
	const after = chain(40, { 5: [attests("None")] });
	assert.deepEqual(after.clock("Dave"), { alive: 20, until: 25 });
	assert.deepEqual(after.clock("Eve"), { alive: 0, until: 0 });
});

test("in time, the clock runs through; late, the blocks between are lost", () => {
	assert.equal(chain(30, { 5: [attests("None")], 25: [attests("None")] }).clock("Dave").alive, 25);
	// Alive in 6 to 25 and in 29 and 30.
	assert.equal(chain(30, { 5: [attests("None")], 28: [attests("None")] }).clock("Dave").alive, 22);
});

test("of a provider that says that all is down, no block counts until it says otherwise", () => {
	const attested = chain(30, { 5: [attests("None")], 15: [attests("All")], 28: [attests("None")] });
	assert.deepEqual(attested.clock("Dave"), { alive: 10 + 2, until: 48 });
});

test("a lease is paid for from the block after its activation to that of its end", () => {
	const lease = { 5: [attests("None")], 6: [opened], 8: [activated], 15: [attests("None")] };
	assert.equal(chain(20, lease).served(LEASE), 12);
	assert.equal(chain(20, { ...lease, 18: [ended(18)] }).served(LEASE), 10);
	// Noticed late, it ends when it was due.
	assert.equal(chain(20, { ...lease, 18: [ended(13)] }).served(LEASE), 5);
});

test("a lease that is listed stops in that block, and goes on in that in which it is not listed", () => {
	const attested = chain(40, {
		5: [attests("None"), opened],
		8: [activated],
		15: [attests([3n, LEASE])],
		// This says nothing of single leases.
		22: [attests("All")],
		24: [attests([LEASE])],
		30: [attests([3n])],
		35: [ended(35)],
	});
	assert.equal(attested.served(LEASE), 15 - 8 + 35 - 30);
});

test("who is listed before its activation is not meant", () => {
	const same = chain(20, { 5: [attests("None"), opened], 10: [attests([LEASE]), activated] });
	assert.equal(same.served(LEASE), 10);
	const after = chain(20, { 5: [attests("None"), opened], 10: [activated, attests([LEASE])] });
	assert.equal(after.served(LEASE), 0);
});
