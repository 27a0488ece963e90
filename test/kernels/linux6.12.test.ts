import { describeOnKernel } from '../support/onKernel.ts';

describeOnKernel('6.12');
