declare const PRODUCT_VERSION: string | undefined;

/** The version in package.json, which the build fills in; `0.0.0` if the sources run directly. */
export const productVersion = typeof PRODUCT_VERSION === 'string' ? PRODUCT_VERSION : '0.0.0';
