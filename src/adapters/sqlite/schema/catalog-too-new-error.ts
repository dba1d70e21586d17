/** The database was written by a newer GroundQL: reading it with this one could destroy what it holds. */
export class CatalogTooNewError extends Error {
  constructor(
    /** The schema version of the database. */
    readonly found: number,
    /** The newest schema version this program knows. */
    readonly supported: number,
  ) {
    super(
      `the catalog has schema version ${found}, this program knows versions up to ${supported}: ` +
        'it was last opened by a newer GroundQL; start that one, or restore a backup',
    );
    this.name = 'CatalogTooNewError';
  }
}
