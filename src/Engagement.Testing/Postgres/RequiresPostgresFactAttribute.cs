using Xunit;

namespace Engagement.Testing.Postgres;

/// <summary>A test against a real PostgreSQL; skipped, and shown as skipped, where it is not installed.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class RequiresPostgresFactAttribute : FactAttribute
{
    public RequiresPostgresFactAttribute() => Skip = PostgresBinaries.Missing;
}

/// <inheritdoc cref="RequiresPostgresFactAttribute"/>
[AttributeUsage(AttributeTargets.Method)]
public sealed class RequiresPostgresTheoryAttribute : TheoryAttribute
{
    public RequiresPostgresTheoryAttribute() => Skip = PostgresBinaries.Missing;
}
