/** One of each kind of file that sets kernel parameters, for all formats: each must stand what is meant for another. */
export const formatSamples: readonly string[] = [
  '# a\n-net.ipv4.tcp_tw_reuse = 1\nnet/ipv4/conf/*/rp_filter=2\n; b\nvm.swappiness\n',
  '- hosts: all\n  tasks:\n    - name: a\n      ansible.posix.sysctl:\n        name: net.ipv4.tcp_tw_reuse\n        value: "1"\n',
  'apiVersion: v1\nkind: Pod\nspec:\n  securityContext:\n    sysctls:\n      - name: net.core.somaxconn\n        value: "1024"\n',
  'services:\n  web:\n    image: a\n    sysctls:\n      - net.ipv4.ip_local_port_range=1024 65000\n',
  '#!/bin/sh\nsysctl -w net.ipv4.tcp_tw_reuse=1\necho 1 > /proc/sys/net/ipv4/tcp_tw_reuse\ncat <<EOF > /etc/sysctl.conf\nvm.swappiness = 1\nEOF\n',
  'FROM debian\nRUN echo "net.core.somaxconn = 1" >> /etc/sysctl.conf && sysctl -p\n',
  '[sysctl]\nnet.core.somaxconn=1024\n[Container]\nSysctl=net.ipv4.tcp_tw_reuse=1\n',
  '{"family": "a", "containerDefinitions": [{"systemControls": [{"namespace": "net.core.somaxconn", "value": "1"}]}]}',
  'resource "a" "b" {\n  sysctl {\n    name  = "net.core.somaxconn"\n    value = "${var.x}"\n  }\n}\n',
  '{ boot.kernel.sysctl = { "net.ipv4.tcp_tw_reuse" = 1; }; }\n',
  'net.core.somaxconn:\n  sysctl.present:\n    - value: {{ x }}\n',
  '#cloud-config\nwrite_files:\n  - path: /etc/sysctl.d/a.conf\n    content: |\n      net.ipv4.tcp_tw_reuse = 1\n',
];
