// What is given to a node on the command line.

import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import { promisify } from "node:util";
import { Keyring } from "@polkadot/keyring";
import type { KeyringPair } from "@polkadot/keyring/types";
import { hexToU8a, stringToHex, u8aConcat, u8aToHex } from "@polkadot/util";
import { cryptoWaitReady, signatureVerify } from "@polkadot/util-crypto";
import { chainOf, runtimeCache } from "../src/node.ts";
import { launch, program } from "../src/process.ts";

/// Wasmtime keeps and counts in a thread of the lowest priority, which on a busy machine has to wait.
const KEPT_WITHIN_MS = 120_000;

await cryptoWaitReady();
const keyring = new Keyring({ type: "sr25519" });
const dave = keyring.createFromUri("//Dave");
const eve = keyring.createFromUri("//Eve");
const alice = keyring.createFromUri("//Alice");

const base = mkdtempSync(join(tmpdir(), "spheron-options-"));
const where = [`--chain=${chainOf("fast")}`, `--base-path=${base}`];
after(() => rmSync(base, { recursive: true, force: true }));

/// What the node prints, run with `args` to its end.
async function run(...args: string[]): Promise<string> {
	const { stdout } = await promisify(execFile)(program("spheron-node"), args);
	return stdout;
}

/// It ends at once, and says why.
async function ends(why: RegExp, ...args: string[]): Promise<void> {
	await assert.rejects(run(...where, ...args), (error: { stderr?: string }) => {
		assert.match(error.stderr ?? "", why);
		return true;
	});
}

test("an agent that is not on this machine is refused", async () => {
	await ends(/192\.168\.0\.1 is not on this machine/, "--provider-agent=http://192.168.0.1:8099");
	await ends(/is not like http:\/\/127\.0\.0\.1:8099/, "--provider-agent=https://127.0.0.1:8099");
});

test("an agent that no worker would ask is a mistake", async () => {
	const args = ["--provider-agent=http://127.0.0.1:8099", "--offchain-worker=never"];
	await ends(/add --offchain-worker always/, ...runtimeCache(), ...args);
});

test("an attestation key is made, kept for the node, and proved for its owner only", async () => {
	const printed = await run("attestation-key", ...where, `--owner=${dave.address}`);
	const [, key = "", proof = ""] = /^Attestation key: (0x[0-9a-f]{64})\nProof: +(0x[0-9a-f]{128})\n$/.exec(printed) ?? [];
	const proves = (owner: KeyringPair) => signatureVerify(u8aConcat("POP_", owner.publicKey), hexToU8a(proof), key).isValid;
	assert.ok(proves(dave));
	assert.ok(!proves(eve));

	const kept = readdirSync(base, { recursive: true, encoding: "utf8" }).map((path) => path.split("/").at(-1));
	assert.ok(kept.includes(stringToHex("patt").slice(2) + key.slice(2)));
});

test("each key is a new one, and one made of a secret is that secret's", async () => {
	const make = (...args: string[]) => run("attestation-key", ...where, `--owner=${dave.address}`, ...args);
	const printed = await Promise.all([make(), make(), make("--suri=//Alice"), make("--suri=//Alice")]);
	const [first, second, ...ofSecret] = printed.map((text) => /0x[0-9a-f]{64}/.exec(text)?.[0]);
	assert.notEqual(first, second);
	const expected = u8aToHex(alice.publicKey);
	assert.deepEqual(ofSecret, [expected, expected]);
	await assert.rejects(run("attestation-key", ...where, "--owner=nobody"), /not an SS58 address/);
});

test("the compiled runtime is kept, later starts take it from there, and what else is there stays", async () => {
	const cache = join(base, "cache");
	const others = [join(cache, "mine"), join(cache, "a/b/c/mine")];
	mkdirSync(join(cache, "a/b/c"), { recursive: true });
	for (const other of others) writeFileSync(other, "mine");

	for (const starts of [1, 2]) {
		// With a chain that is there already it runs the runtime only when there is something to do.
		const args = [`--chain=${chainOf("fast")}`, "--tmp", "--rpc-port=0", `--wasm-runtime-cache=${cache}`];
		const node = await launch(args, join(base, "node.log"));
		try {
			assert.deepEqual(await usesOf(cache, starts), [starts]);
		} finally {
			await node.stop();
		}
	}
	for (const other of others) assert.equal(readFileSync(other, "utf8"), "mine");
});

test("a directory that cannot keep the compiled runtime is a mistake", async () => {
	const file = join(base, "file");
	writeFileSync(file, "");
	await ends(/--wasm-runtime-cache cannot use .*\/file: .*can write to/, `--wasm-runtime-cache=${file}`);
	await ends(/--wasm-runtime-cache cannot use .*\/within: /, `--wasm-runtime-cache=${join(file, "within")}`);
});

/// How often each runtime that is kept was used, once one was `expected` times: wasmtime counts beside them.
async function usesOf(cache: string, expected: number): Promise<number[]> {
	for (const deadline = Date.now() + KEPT_WITHIN_MS; ; await sleep(100)) {
		const counts = readdirSync(cache, { recursive: true, encoding: "utf8" }).filter((path) => path.endsWith(".stats"));
		const uses = counts.map((path) => Number(/^usages = (\d+)$/m.exec(readFileSync(join(cache, path), "utf8"))?.[1]));
		if (uses.includes(expected) || Date.now() > deadline) return uses;
	}
}
