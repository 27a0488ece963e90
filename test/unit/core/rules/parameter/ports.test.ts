import { autobindReuse } from '../../../../../src/core/rules/parameter/autobindReuse.ts';
import { nonlocalBind } from '../../../../../src/core/rules/parameter/nonlocalBind.ts';
import { portRangeBeforeUnprivilegedStart } from '../../../../../src/core/rules/parameter/portRangeBeforeUnprivilegedStart.ts';
import { portRangeBelowUnprivileged } from '../../../../../src/core/rules/parameter/portRangeBelowUnprivileged.ts';
import { portRangeIncludesServices } from '../../../../../src/core/rules/parameter/portRangeIncludesServices.ts';
import { portRangeInverted } from '../../../../../src/core/rules/parameter/portRangeInverted.ts';
import { portRangeNarrow } from '../../../../../src/core/rules/parameter/portRangeNarrow.ts';
import { portRangeParity } from '../../../../../src/core/rules/parameter/portRangeParity.ts';
import { reservedPortsCrowdRange } from '../../../../../src/core/rules/parameter/reservedPortsCrowdRange.ts';
import { reservedPortsOutsideRange } from '../../../../../src/core/rules/parameter/reservedPortsOutsideRange.ts';
import { unprivilegedStartAboveRange } from '../../../../../src/core/rules/parameter/unprivilegedStartAboveRange.ts';
import { describeRule, fileInput, running, runningInput } from '../../../../support/judging.ts';

describeRule(portRangeInverted, {
  finds: [fileInput('ip_local_port_range = 65000 1024')],
  passes: [fileInput('ip_local_port_range = 1024 65000'), fileInput('ip_local_port_range = 5000 5000')],
});

describeRule(portRangeBelowUnprivileged, {
  finds: [
    fileInput('ip_local_port_range = 1000 65535'),
    fileInput('ip_local_port_range = 1000 65535', { kernel: '4.11' }),
    fileInput('ip_local_port_range = 2000 65535', { running: running('ip_unprivileged_port_start = 3000') }),
  ],
  passes: [
    fileInput('ip_local_port_range = 1024 65535'),
    fileInput('ip_local_port_range = 1000 65535', { kernel: '4.9' }),
    fileInput('ip_unprivileged_port_start = 0\nip_local_port_range = 1000 65535'),
    fileInput('ip_local_port_range = 80 65535', { running: running('ip_unprivileged_port_start = 80') }),
  ],
});

describeRule(portRangeBeforeUnprivilegedStart, {
  finds: [fileInput('ip_local_port_range = 500 65535\nip_unprivileged_port_start = 500')],
  passes: [
    fileInput('ip_unprivileged_port_start = 500\nip_local_port_range = 500 65535'),
    fileInput('ip_local_port_range = 1024 65535\nip_unprivileged_port_start = 500'),
    fileInput('ip_local_port_range = 500 65535\nip_unprivileged_port_start = 500', { kernel: '4.10' }),
    fileInput('ip_local_port_range = 500 65535\nip_unprivileged_port_start = 500', {
      running: running('ip_unprivileged_port_start = 0'),
    }),
  ],
});

describeRule(unprivilegedStartAboveRange, {
  finds: [
    fileInput('ip_local_port_range = 1024 65535\nip_unprivileged_port_start = 2000'),
    fileInput('ip_unprivileged_port_start = 40000'),
  ],
  passes: [
    fileInput('ip_unprivileged_port_start = 80'),
    fileInput('ip_unprivileged_port_start = 40000', { kernel: '4.9' }),
    runningInput('ip_local_port_range = 32768 60999\nip_unprivileged_port_start = 1024'),
  ],
});

describeRule(portRangeNarrow, {
  finds: [
    [fileInput('ip_local_port_range = 40000 60000'), { severity: 'information' }],
    [fileInput('ip_local_port_range = 40000 40998'), { severity: 'warning' }],
    runningInput('ip_local_port_range = 40000\t60000'),
  ],
  passes: [
    runningInput('ip_local_port_range = 32768\t60999'),
    fileInput('ip_local_port_range = 60000 40000'),
    fileInput('ip_local_port_range = 0 100'),
  ],
});

describeRule(portRangeParity, {
  finds: [
    fileInput('ip_local_port_range = 1024 65000'),
    fileInput('ip_local_port_range = "1024 65534"'),
    fileInput('ip_local_port_range = 1025 65535'),
  ],
  passes: [
    fileInput('ip_local_port_range = 1024 65535'),
    fileInput('ip_local_port_range = 1024 65000', { kernel: '4.1' }),
    fileInput('ip_local_port_range = 2000 65000o'),
    fileInput('ip_local_port_range = 65000 1024'),
  ],
});

describeRule(portRangeIncludesServices, {
  finds: [
    fileInput('ip_local_port_range = 1024 65535'),
    fileInput('ip_local_port_range = 20000 65535'),
    fileInput('ip_local_port_range = 9000 9100\nip_local_reserved_ports = 9000-9090'),
  ],
  passes: [
    runningInput('ip_local_port_range = 32768 60999'),
    fileInput('ip_local_port_range = 20000 65535\nip_local_reserved_ports = 27017'),
  ],
});

describeRule(reservedPortsCrowdRange, {
  finds: [
    [
      fileInput('ip_local_port_range = 1000 1099\nip_local_reserved_ports = 1000-1049'),
      { severity: 'information' },
    ],
    [
      fileInput('ip_local_port_range = 1000 1099\nip_local_reserved_ports = 1000-1089'),
      { severity: 'warning' },
    ],
    [fileInput('ip_local_port_range = 1000 1099\nip_local_reserved_ports = 0-65535'), { severity: 'error' }],
  ],
  passes: [
    fileInput('ip_local_port_range = 1000 1099\nip_local_reserved_ports = 1000-1048'),
    runningInput('ip_local_port_range = 32768 60999\nip_local_reserved_ports = '),
  ],
});

describeRule(reservedPortsOutsideRange, {
  finds: [fileInput('ip_local_reserved_ports = 8080,9000-9010')],
  passes: [
    fileInput('ip_local_reserved_ports = 8080,40000'),
    fileInput('ip_local_reserved_ports = '),
    fileInput('ip_local_port_range = 1024 65535\nip_local_reserved_ports = 8080'),
  ],
});

describeRule(autobindReuse, {
  finds: [fileInput('ip_autobind_reuse = 1')],
  passes: [fileInput('ip_autobind_reuse = 0')],
});

describeRule(nonlocalBind, {
  finds: [fileInput('ip_nonlocal_bind = 1')],
  passes: [fileInput('ip_nonlocal_bind = 0')],
});
