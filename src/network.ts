import { networkInterfaces } from 'node:os';

/**
 * This machine's addresses in the networks it is in (IPv4), the likeliest for a room's router first: home and office
 * ranges before others, and the adapters of virtual machines and containers last.
 */
export function listLanAddresses(): string[] {
  const found = Object.entries(networkInterfaces()).flatMap(([adapter, addresses = []]) =>
    addresses
      .filter(({ family, internal }) => family === 'IPv4' && !internal)
      .map(({ address }) => ({ address, rank: rankOf(adapter, address) })),
  );
  return found.sort((a, b) => a.rank - b.rank).map(({ address }) => address);
}

function rankOf(adapter: string, address: string): number {
  if (/^(docker|br-|veth|virbr|vmnet|vbox|utun|tun|tap|wg|zt)/i.test(adapter)) return 4;
  if (address.startsWith('169.254.')) return 5;
  if (address.startsWith('192.168.')) return 0;
  if (address.startsWith('10.')) return 1;
  return /^172\.(1[6-9]|2\d|3[01])\./.test(address) ? 2 : 3;
}
