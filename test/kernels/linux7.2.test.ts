import { describeOnKernel } from '../support/onKernel.ts';

describeOnKernel('7.2');
