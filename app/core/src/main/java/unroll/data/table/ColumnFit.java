package unroll.data.table;

/** Learns from training rows how a column becomes inputs. */
interface ColumnFit {
  static ColumnFit of(Column column) {
    return column instanceof Column.CategoricalColumn categorical
        ? new CategoryCounts(categorical.column(), categorical.categories())
        : new NumberMoments(column.column());
  }

  /**
   * @param row one whose value in the column is not missing
   * @throws unroll.config.UserException if the value cannot be an input
   */
  void add(Row row);

  /**
   * @throws unroll.config.UserException if no row had a value, or they are too large to compute
   *     with
   */
  FittedColumn fitted();
}
