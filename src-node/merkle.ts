import { createHash, hash } from 'node:crypto';

/**
 * The Merkle tree of RFC 6962 over leaf hashes (a ledger's row hashes). Leaves are hashed by the caller:
 * `rowHash = SHA-256(00 || header)` is already an RFC 6962 leaf.
 */

/** What is needed to go on appending: the roots of the complete subtrees, the biggest first. */
export type MerkleFrontier = { readonly size: number; readonly nodes: readonly string[] };

/** The tree of no leaves. */
export const emptyFrontier: MerkleFrontier = { size: 0, nodes: [] };

/** Adds one leaf hash (32 bytes or hex); O(log n). The old frontier stays as it was. */
export function appendLeaf(frontier: MerkleFrontier, leafHash: Uint8Array | string): MerkleFrontier {
  const nodes = [...frontier.nodes];
  let node = hashBytes(leafHash);
  for (let size = frontier.size; size % 2 === 1; size = (size - 1) / 2) {
    const left = nodes.pop();
    if (left === undefined) throw new TypeError('frontier does not fit its size');
    node = hashNode(hashBytes(left), node);
  }
  nodes.push(node.toString('hex'));
  return { size: frontier.size + 1, nodes };
}

/** The root of the tree, 32 bytes; of no leaves it is SHA-256 of nothing. */
export function frontierRoot(frontier: MerkleFrontier): Buffer {
  if (frontier.nodes.length !== popCount(frontier.size))
    throw new TypeError('frontier does not fit its size');
  const nodes = frontier.nodes.map(hashBytes);
  const last = nodes.pop();
  if (last === undefined) return createHash('sha256').digest();
  return nodes.reduceRight((right, left) => hashNode(left, right), last);
}

/** A tree that leaves are appended to in their thousands: the frontier, kept in place. */
export class MerkleTree {
  /** Roots of the complete subtrees, the biggest first, as hex. */
  readonly #nodes: string[] = [];
  #size = 0;

  get size(): number {
    return this.#size;
  }

  /** Adds one leaf hash, hex of 32 bytes. */
  append(leafHash: string): void {
    let node = leafHash;
    for (let size = this.#size; size % 2 === 1; size = (size - 1) / 2)
      node = joined(this.#nodes.pop() ?? '', node);
    this.#nodes.push(node);
    this.#size += 1;
  }

  frontier(): MerkleFrontier {
    return { size: this.#size, nodes: [...this.#nodes] };
  }
}

/** Where two hashes are joined: 01, left, right. */
const pair = Buffer.alloc(65, 1);

function joined(left: string, right: string): string {
  const written = pair.write(left, 1, 'hex') + pair.write(right, 33, 'hex');
  if (written !== 64) throw new TypeError('a tree hash has 32 bytes');
  return hash('sha256', pair, 'hex');
}

/** The frontier of many leaves at once. */
export function frontierOf(leafHashes: Iterable<Uint8Array | string>): MerkleFrontier {
  let frontier = emptyFrontier;
  for (const leaf of leafHashes) frontier = appendLeaf(frontier, leaf);
  return frontier;
}

/** The root over the leaf hashes, 32 bytes. */
export function merkleRoot(leafHashes: Iterable<Uint8Array | string>): Buffer {
  return frontierRoot(frontierOf(leafHashes));
}

/** Audit path of leaf `index` in the tree of these leaves (RFC 6962, 2.1.1). Throws when there is no such leaf. */
export function inclusionProof(leafHashes: readonly Uint8Array[], index: number): Buffer[] {
  if (!Number.isSafeInteger(index) || index < 0 || index >= leafHashes.length) {
    throw new RangeError('no such leaf');
  }
  return path(leafHashes, index);
}

function path(leaves: readonly Uint8Array[], index: number): Buffer[] {
  if (leaves.length <= 1) return [];
  const split = largestPowerBelow(leaves.length);
  return index < split
    ? [...path(leaves.slice(0, split), index), merkleRoot(leaves.slice(split))]
    : [...path(leaves.slice(split), index - split), merkleRoot(leaves.slice(0, split))];
}

/** Proof that the tree of the first `oldSize` leaves is the beginning of the tree of all (RFC 6962, 2.1.2). */
export function consistencyProof(leafHashes: readonly Uint8Array[], oldSize: number): Buffer[] {
  if (!Number.isSafeInteger(oldSize) || oldSize < 1 || oldSize > leafHashes.length) {
    throw new RangeError('no such older tree');
  }
  return subProof(oldSize, leafHashes, true);
}

function subProof(oldSize: number, leaves: readonly Uint8Array[], whole: boolean): Buffer[] {
  if (oldSize === leaves.length) return whole ? [] : [merkleRoot(leaves)];
  const split = largestPowerBelow(leaves.length);
  return oldSize <= split
    ? [...subProof(oldSize, leaves.slice(0, split), whole), merkleRoot(leaves.slice(split))]
    : [...subProof(oldSize - split, leaves.slice(split), false), merkleRoot(leaves.slice(0, split))];
}

/** Whether the proof puts the leaf at `index` into the tree of `size` leaves with this root (RFC 9162, 2.1.3.2). */
export function verifyInclusion(claim: {
  readonly leafHash: Uint8Array;
  readonly index: number;
  readonly size: number;
  readonly root: Uint8Array;
  readonly proof: readonly Uint8Array[];
}): boolean {
  if (!isIndex(claim.index) || !isIndex(claim.size) || claim.index >= claim.size) return false;
  let node = claim.index;
  let last = claim.size - 1;
  let hash = hashBytes(claim.leafHash);
  for (const sibling of claim.proof) {
    if (last === 0) return false;
    if (node % 2 === 1 || node === last) {
      hash = hashNode(sibling, hash);
      while (node % 2 === 0 && node !== 0) {
        node = node / 2;
        last = Math.floor(last / 2);
      }
    } else {
      hash = hashNode(hash, sibling);
    }
    node = Math.floor(node / 2);
    last = Math.floor(last / 2);
  }
  return last === 0 && hash.equals(claim.root);
}

/** Whether the newer tree begins with the older one (RFC 9162, 2.1.4.2). */
export function verifyConsistency(claim: {
  readonly oldSize: number;
  readonly oldRoot: Uint8Array;
  readonly newSize: number;
  readonly newRoot: Uint8Array;
  readonly proof: readonly Uint8Array[];
}): boolean {
  const { oldSize, newSize } = claim;
  if (!isIndex(oldSize) || !isIndex(newSize) || oldSize < 1 || oldSize > newSize) return false;
  const oldRoot = hashBytes(claim.oldRoot);
  const newRoot = hashBytes(claim.newRoot);
  if (oldSize === newSize) return claim.proof.length === 0 && oldRoot.equals(newRoot);
  const proof = claim.proof.map((node) => Buffer.from(node));
  if (popCount(oldSize) === 1) proof.unshift(oldRoot);
  const first = proof.shift();
  if (first === undefined) return false;
  let node = oldSize - 1;
  let last = newSize - 1;
  while (node % 2 === 1) {
    node = Math.floor(node / 2);
    last = Math.floor(last / 2);
  }
  let oldHash = first;
  let newHash = first;
  for (const sibling of proof) {
    if (last === 0) return false;
    if (node % 2 === 1 || node === last) {
      oldHash = hashNode(sibling, oldHash);
      newHash = hashNode(sibling, newHash);
      while (node % 2 === 0 && node !== 0) {
        node = node / 2;
        last = Math.floor(last / 2);
      }
    } else {
      newHash = hashNode(newHash, sibling);
    }
    node = Math.floor(node / 2);
    last = Math.floor(last / 2);
  }
  return last === 0 && oldHash.equals(oldRoot) && newHash.equals(newRoot);
}

const nodePrefix = Uint8Array.of(1);

function hashNode(left: Uint8Array, right: Uint8Array): Buffer<ArrayBuffer> {
  return createHash('sha256').update(nodePrefix).update(left).update(right).digest() as Buffer<ArrayBuffer>;
}

function hashBytes(hash: Uint8Array | string): Buffer<ArrayBuffer> {
  const bytes = typeof hash === 'string' ? Buffer.from(hash, 'hex') : Buffer.from(hash);
  if (bytes.length !== 32) throw new TypeError('a tree hash has 32 bytes');
  return bytes;
}

function largestPowerBelow(size: number): number {
  let power = 1;
  while (power * 2 < size) power *= 2;
  return power;
}

function popCount(value: number): number {
  let count = 0;
  for (let rest = value; rest > 0; rest = Math.floor(rest / 2)) count += rest % 2;
  return count;
}

function isIndex(value: number): boolean {
  return Number.isSafeInteger(value) && value >= 0;
}
