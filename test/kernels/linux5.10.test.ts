import { describeOnKernel } from '../support/onKernel.ts';

describeOnKernel('5.10');
