// How much one wallet may run at once, written from E7 and from nothing else: the demonstration
// deposits by it, and the tests hold the chain to it.

/// What a deployment, or a whole wallet, counts for: GPUs in hundredths of multiplier units.
export interface Footprint {
	vcpuMillis: bigint;
	ramMib: bigint;
	storageGib: bigint;
	gpuUnits: bigint;
}

/// A row of the table: what a wallet of this value, in millionths of a US dollar, may run.
export interface Bracket {
	usd: bigint;
	withoutGpu: Footprint;
	withGpu: Footprint;
}

export const RESOURCES = ["vcpuMillis", "ramMib", "storageGib", "gpuUnits"] as const;
export type Resource = (typeof RESOURCES)[number];

/// Of prices: $1 for one whole token.
export const DOLLAR = 10n ** 18n;

const MICRO_USD = 10n ** 6n;

export function plus(a: Footprint, b: Footprint): Footprint {
	return {
		vcpuMillis: a.vcpuMillis + b.vcpuMillis,
		ramMib: a.ramMib + b.ramMib,
		storageGib: a.storageGib + b.storageGib,
		gpuUnits: a.gpuUnits + b.gpuUnits,
	};
}

/// What a wallet must be worth to run `use`, in millionths of a US dollar, and the resource that
/// asks for most: the last of those that do.
export function valueFor(use: Footprint, table: Bracket[]): { usd: bigint; resource: Resource } {
	const column = use.gpuUnits > 0n ? "withGpu" : "withoutGpu";
	const needs = RESOURCES.map((resource) => {
		const points = table.map((row) => ({ usd: row.usd, limit: row[column][resource] }));
		return { resource, usd: valueAt(use[resource], points, resource) };
	});
	return needs.reduce((most, need) => (need.usd >= most.usd ? need : most));
}

/// The least units of a token that are worth `usd`.
export function unitsFor(usd: bigint, price: bigint, decimals: number): bigint {
	return ceil(usd * DOLLAR * 10n ** BigInt(decimals), price * MICRO_USD);
}

/// What `units` of a token are worth, in millionths of a US dollar.
export function valueOf(units: bigint, price: bigint, decimals: number): bigint {
	return (units * price * MICRO_USD) / (DOLLAR * 10n ** BigInt(decimals));
}

/// How many whole dollars `value` is short of `needed`.
export function missingDollars(needed: bigint, value: bigint): bigint {
	return needed > value ? ceil(needed - value, MICRO_USD) : 0n;
}

/// Where the line from nothing through `points`, and on in proportion to the last, reaches `amount`.
function valueAt(amount: bigint, points: { usd: bigint; limit: bigint }[], resource: Resource): bigint {
	if (amount === 0n) return 0n;
	let before = { usd: 0n, limit: 0n };
	for (const point of points) {
		if (amount <= point.limit) {
			return before.usd + ceil((amount - before.limit) * (point.usd - before.usd), point.limit - before.limit);
		}
		before = point;
	}
	if (before.limit === 0n) throw new Error(`no deposit is enough for any ${resource}`);
	return ceil(amount * before.usd, before.limit);
}

function ceil(numerator: bigint, denominator: bigint): bigint {
	return (numerator + denominator - 1n) / denominator;
}
