declare const PRODUCT_VERSION: string | undefined;
declare const PRODUCT_PAGE: string | undefined;

/** The version in package.json, which the build fills in; `0.0.0` if the sources run directly. */
export const productVersion = typeof PRODUCT_VERSION === 'string' ? PRODUCT_VERSION : '0.0.0';

/** The page of the repository in package.json, likewise. */
export const productPage = typeof PRODUCT_PAGE === 'string' ? PRODUCT_PAGE : 'https://example.invalid/';
