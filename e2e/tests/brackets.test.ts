// What a wallet may run, on figures that can be checked by hand.

import assert from "node:assert/strict";
import { test } from "node:test";
import { DOLLAR, missingDollars, unitsFor, valueFor, valueOf, type Bracket, type Footprint } from "../src/brackets.ts";

const nothing: Footprint = { vcpuMillis: 0n, ramMib: 0n, storageGib: 0n, gpuUnits: 0n };

/// The row of the rules: $15.
const ROW: Bracket = {
	usd: 15_000_000n,
	withoutGpu: { vcpuMillis: 8_000n, ramMib: 32n * 1_024n, storageGib: 512n, gpuUnits: 0n },
	withGpu: { vcpuMillis: 32_000n, ramMib: 128n * 1_024n, storageGib: 1_024n, gpuUnits: 150n },
};

test("the row of the rules: $15 for 8 vCPU, or for an A6000 with 32 vCPU", () => {
	assert.equal(valueFor(ROW.withoutGpu, [ROW]).usd, 15_000_000n);
	assert.equal(valueFor(ROW.withGpu, [ROW]).usd, 15_000_000n);
	assert.deepEqual(valueFor({ ...nothing, vcpuMillis: 8_001n }, [ROW]), { usd: 15_001_875n, resource: "vcpuMillis" });
	assert.equal(valueFor(nothing, [ROW]).usd, 0n);
});

test("below and beyond the rows, in proportion; the resource that asks for most decides", () => {
	assert.deepEqual(valueFor({ ...nothing, ramMib: 1_024n, storageGib: 1n }, [ROW]), { usd: 468_750n, resource: "ramMib" });
	const pytorch = { vcpuMillis: 8_000n, ramMib: 16n * 1_024n, storageGib: 100n, gpuUnits: 200n };
	assert.deepEqual(valueFor(pytorch, [ROW]), { usd: 20_000_000n, resource: "gpuUnits" });
});

test("between two rows, on the line from one to the other", () => {
	const limits = { ...nothing, vcpuMillis: 16_000n };
	const next = { usd: 105_000_000n, withoutGpu: limits, withGpu: { ...limits, ramMib: 1n } };
	const usd = (use: Partial<Footprint>) => valueFor({ ...nothing, ...use }, [ROW, next]).usd;
	assert.equal(usd({ vcpuMillis: 8_000n }), 15_000_000n);
	assert.equal(usd({ vcpuMillis: 12_000n }), 60_000_000n);
	assert.equal(usd({ vcpuMillis: 12_001n }), 60_011_250n);
	assert.equal(usd({ vcpuMillis: 32_000n }), 210_000_000n);
});

test("what no row allows, no deposit buys", () => {
	const row = { ...ROW, withGpu: { ...ROW.withGpu, gpuUnits: 0n } };
	assert.throws(() => valueFor({ ...nothing, gpuUnits: 1n }, [row]), /gpuUnits/);
});

test("the least units of a value are worth it, and one less is not", () => {
	for (const price of [DOLLAR, DOLLAR / 3n, 7n * DOLLAR]) {
		for (const decimals of [6, 18]) {
			const units = unitsFor(15_000_001n, price, decimals);
			assert.ok(valueOf(units, price, decimals) >= 15_000_001n);
			assert.ok(valueOf(units - 1n, price, decimals) < 15_000_001n);
		}
	}
});

test("missing dollars are whole, and rounded up", () => {
	assert.deepEqual([missingDollars(3n, 3n), missingDollars(3n, 2n), missingDollars(2_000_001n, 1n)], [0n, 1n, 2n]);
});
