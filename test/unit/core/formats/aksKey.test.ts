import assert from 'node:assert/strict';
import { aksCamelCase, aksKey, aksSnakeCase } from '../../../../src/core/formats/terraform/aksKey.ts';

describe('names of parameters in a node pool of AKS', () => {
  it('have underscores in Terraform', () => {
    assert.equal(aksSnakeCase('fs.file-max'), 'fs_file_max');
    assert.equal(aksSnakeCase('fs.aio-max-nr'), 'fs_aio_max_nr');
    assert.equal(aksSnakeCase('kernel.threads-max'), 'kernel_threads_max');
    assert.equal(aksSnakeCase('net.ipv4.tcp_keepalive_intvl'), 'net_ipv4_tcp_keepalive_intvl');
    assert.equal(aksSnakeCase('net.ipv4.ip_local_port_range'), undefined);
    assert.equal(aksSnakeCase('net.ipv4.tcp_syncookies'), undefined);
  });

  it('have capitals in JSON, but for one in which the API has none', () => {
    assert.equal(aksCamelCase('fs.file-max'), 'fsFileMax');
    assert.equal(aksCamelCase('net.ipv4.tcp_keepalive_time'), 'netIpv4TcpKeepaliveTime');
    assert.equal(aksCamelCase('net.ipv4.tcp_keepalive_intvl'), 'netIpv4TcpkeepaliveIntvl');
    assert.equal(aksCamelCase('net.ipv4.tcp_syncookies'), undefined);
  });

  it('are read however they are written', () => {
    for (const name of ['netIpv4TcpkeepaliveIntvl', 'netIpv4TcpKeepaliveIntvl'])
      assert.equal(aksKey(name), 'net.ipv4.tcp_keepalive_intvl');
    assert.equal(aksKey('fs_file_max'), 'fs.file-max');
  });
});
