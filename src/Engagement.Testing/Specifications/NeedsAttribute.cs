namespace Engagement.Testing.Specifications;

/// <summary>On a class that inherits a specification: what must be on the machine for it. Where it is not, every test of the class is skipped.</summary>
[AttributeUsage(AttributeTargets.Class)]
public abstract class NeedsAttribute : Attribute
{
    /// <summary>What is missing, in words; null when all is there.</summary>
    public abstract string? Missing { get; }
}
