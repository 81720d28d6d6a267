/** The binary form that OpenSSH keys and signatures share: lengths of 32 bits, big-endian (RFC 4251, 5). */

/** Joins fields, each with its length in front. */
export function sshStrings(...fields: readonly (Uint8Array | string)[]): Buffer {
  return Buffer.concat(
    fields.flatMap((field) => {
      const bytes = typeof field === 'string' ? Buffer.from(field, 'utf8') : field;
      return [sshUint32(bytes.length), bytes];
    }),
  );
}

/** A 32-bit number, big-endian. */
export function sshUint32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(value);
  return bytes;
}

/** Reads fields one after another; every method gives null when the bytes end too early. */
export class SshReader {
  readonly #bytes: Buffer;
  #offset = 0;

  constructor(bytes: Uint8Array) {
    this.#bytes = Buffer.from(bytes);
  }

  /** The next `length` bytes. */
  take(length: number): Buffer | null {
    if (this.#offset + length > this.#bytes.length) return null;
    const bytes = this.#bytes.subarray(this.#offset, this.#offset + length);
    this.#offset += length;
    return bytes;
  }

  /** The next 32-bit number. */
  uint32(): number | null {
    return this.take(4)?.readUInt32BE() ?? null;
  }

  /** The next field with its length in front. */
  string(): Buffer | null {
    const length = this.uint32();
    return length === null ? null : this.take(length);
  }

  /** Whether nothing is left. */
  get atEnd(): boolean {
    return this.#offset === this.#bytes.length;
  }
}

/** Strict base64: null unless the text is exactly what an encoder writes. */
export function strictBase64(text: string): Buffer | null {
  const bytes = Buffer.from(text, 'base64');
  return bytes.toString('base64') === text ? bytes : null;
}
