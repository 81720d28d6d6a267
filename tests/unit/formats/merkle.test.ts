import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  appendLeaf,
  consistencyProof,
  emptyFrontier,
  frontierOf,
  frontierRoot,
  inclusionProof,
  merkleRoot,
  verifyConsistency,
  verifyInclusion,
  type MerkleFrontier,
} from '#node/merkle.ts';
import { checkProperty } from '../../support/properties.ts';

const sha = (...parts: Uint8Array[]) => createHash('sha256').update(Buffer.concat(parts)).digest();

/** The definition of RFC 6962, 2.1, written down as it stands there. */
function naiveRoot(leaves: readonly Buffer[]): Buffer {
  const [first] = leaves;
  if (first === undefined) return sha();
  if (leaves.length === 1) return first;
  let split = 1;
  while (split * 2 < leaves.length) split *= 2;
  return sha(Buffer.of(1), naiveRoot(leaves.slice(0, split)), naiveRoot(leaves.slice(split)));
}

const leavesOf = (count: number) =>
  Array.from({ length: count }, (_, index) => sha(Buffer.of(0), Buffer.from(`row ${index}`)));

/** The inputs of the public test vectors of Certificate Transparency. */
const vectorInputs = [
  '',
  '00',
  '10',
  '2021',
  '3031',
  '40414243',
  '5051525354555657',
  '606162636465666768696a6b6c6d6e6f',
];

describe('Merkle tree (RFC 6962)', () => {
  it.each([
    [0, 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855'],
    [1, '6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d'],
    [2, 'fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125'],
    [3, 'aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77'],
    [8, '5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328'],
  ])('the public vector of %i leaves', (count, root) => {
    const leaves = vectorInputs.slice(0, count).map((hex) => sha(Buffer.of(0), Buffer.from(hex, 'hex')));
    expect(merkleRoot(leaves).toString('hex')).toBe(root);
  });

  it('the incremental root equals the recursive one after every leaf', () => {
    let frontier: MerkleFrontier = emptyFrontier;
    const leaves = leavesOf(130);
    for (const [index, leaf] of leaves.entries()) {
      frontier = appendLeaf(frontier, index % 2 === 0 ? leaf : leaf.toString('hex'));
      expect(frontierRoot(frontier)).toEqual(naiveRoot(leaves.slice(0, index + 1)));
    }
    expect(frontier.nodes.length).toBe(2);
  });

  it('goes on from a stored frontier', () => {
    const leaves = leavesOf(37);
    const stored = JSON.parse(JSON.stringify(frontierOf(leaves.slice(0, 21)))) as MerkleFrontier;
    const resumed = leaves.slice(21).reduce(appendLeaf, stored);
    expect(frontierRoot(resumed)).toEqual(naiveRoot(leaves));
  });

  it('a frontier that does not fit its size is a fault', () => {
    expect(() => frontierRoot({ size: 3, nodes: ['00'.repeat(32)] })).toThrow(TypeError);
    expect(() => appendLeaf({ size: 3, nodes: [] }, '00'.repeat(32))).toThrow(TypeError);
    expect(() => appendLeaf(emptyFrontier, '00')).toThrow(TypeError);
  });

  const scene = fc
    .integer({ min: 1, max: 70 })
    .chain((size) => fc.record({ size: fc.constant(size), other: fc.integer({ min: 0, max: size - 1 }) }));

  it('proves every leaf, and no other leaf, place, size or root', () => {
    checkProperty(
      fc.property(scene, fc.nat(), ({ size, other: index }, pick) => {
        const leaves = leavesOf(size);
        const root = naiveRoot(leaves);
        const proof = inclusionProof(leaves, index);
        const leafHash = leaves[index] ?? root;
        const claim = { leafHash, index, size, root, proof };
        expect(verifyInclusion(claim)).toBe(true);
        expect(verifyInclusion({ ...claim, leafHash: sha(leafHash) })).toBe(false);
        expect(verifyInclusion({ ...claim, root: sha(root) })).toBe(false);
        expect(verifyInclusion({ ...claim, index: size })).toBe(false);
        expect(verifyInclusion({ ...claim, proof: [...proof, root] })).toBe(false);
        if (proof.length > 0) {
          const at = pick % proof.length;
          expect(verifyInclusion({ ...claim, proof: proof.with(at, sha(root)) })).toBe(false);
          expect(verifyInclusion({ ...claim, proof: proof.toSpliced(at, 1) })).toBe(false);
        }
      }),
      { times: 2 },
    );
  });

  it('proves that an older tree is the beginning, and no altered one', () => {
    checkProperty(
      fc.property(scene, fc.nat(), ({ size: newSize, other }, pick) => {
        const oldSize = other + 1;
        const leaves = leavesOf(newSize);
        const oldRoot = naiveRoot(leaves.slice(0, oldSize));
        const newRoot = naiveRoot(leaves);
        const proof = consistencyProof(leaves, oldSize);
        const claim = { oldSize, oldRoot, newSize, newRoot, proof };
        expect(verifyConsistency(claim)).toBe(true);
        expect(verifyConsistency({ ...claim, oldRoot: sha(oldRoot) })).toBe(false);
        expect(verifyConsistency({ ...claim, newRoot: sha(newRoot) })).toBe(false);
        expect(verifyConsistency({ ...claim, proof: [...proof, newRoot] })).toBe(false);
        if (proof.length > 0) {
          const at = pick % proof.length;
          expect(verifyConsistency({ ...claim, proof: proof.with(at, sha(newRoot)) })).toBe(false);
        }
      }),
      { times: 2 },
    );
  });
});
