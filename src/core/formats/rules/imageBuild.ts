import { assignmentRule } from '../assignmentRule.ts';
import { removeFixOf } from '../formatRule.ts';

/**
 * A build has kernel parameters of its own, usually read-only, and an image does not carry any.
 * Source: /proc/sys is mounted read-only in builds of Docker and BuildKit.
 */
export const sysctlInImageBuild = assignmentRule({
  id: 'sysctl-in-image-build',
  about:
    'The parameter is set while an image is built, which usually fails and has no effect in containers that run from the image.',
  section: 'where-images',
  severity: 'warning',
  judge: (assignment) => {
    const { key, route, when } = assignment;
    return route?.kind === 'imageBuild' && when === 'build' && !route.isFile
      ? {
          message: `${key.dotted} is set while the image is built and has no effect in containers that run from it; usually the build fails, as /proc/sys is read-only. Set it when the container starts, for example with --sysctl.`,
          fixes: removeFixOf('Remove the command', false, assignment.remove()),
        }
      : undefined;
  },
});

/**
 * Nothing reads sysctl.conf in a container: that is done at boot, which a container has not.
 * Source: sysctl.d(5).
 */
export const sysctlFileInImage = assignmentRule({
  id: 'sysctl-file-in-image',
  about: 'The image contains a sysctl file, which nothing reads in a container.',
  section: 'where-images',
  severity: 'information',
  judge: ({ key, route }) =>
    route?.kind === 'imageBuild' && route.isFile
      ? {
          message: `Containers do not read sysctl files, so ${key.dotted} has no effect. Set it when the container starts, for example with --sysctl.`,
        }
      : undefined,
});
