using Xunit;
using Xunit.Abstractions;
using Xunit.Sdk;

namespace Engagement.Testing.Specifications;

/// <summary>
/// A test of a suite that is inherited: skipped, and shown as skipped, where what the inheriting class needs is missing
/// (<see cref="NeedAttribute"/>).
/// </summary>
[AttributeUsage(AttributeTargets.Method)]
[XunitTestCaseDiscoverer("Engagement.Testing.Specifications.SpecificationFactDiscoverer", "Engagement.Testing")]
public sealed class SpecificationFactAttribute : FactAttribute;

/// <inheritdoc cref="SpecificationFactAttribute"/>
[AttributeUsage(AttributeTargets.Method)]
[XunitTestCaseDiscoverer("Engagement.Testing.Specifications.SpecificationTheoryDiscoverer", "Engagement.Testing")]
public sealed class SpecificationTheoryAttribute : TheoryAttribute;

/// <summary>What the tests of a class need.</summary>
[AttributeUsage(AttributeTargets.Class)]
public abstract class NeedAttribute : Attribute
{
    /// <summary>Why the tests are skipped here; null when they are not.</summary>
    public abstract string? Missing { get; }

    internal static string? MissingFor(ITestMethod method) =>
        method.TestClass.Class.ToRuntimeType().GetCustomAttributes(typeof(NeedAttribute), inherit: true)
            .Cast<NeedAttribute>().Select(need => need.Missing).FirstOrDefault(missing => missing is not null);
}

/// <summary>Made by the runner, by name.</summary>
public sealed class SpecificationFactDiscoverer(IMessageSink diagnostics) : FactDiscoverer(diagnostics)
{
    protected override IXunitTestCase CreateTestCase(ITestFrameworkDiscoveryOptions discoveryOptions, ITestMethod testMethod, IAttributeInfo factAttribute) =>
        NeedAttribute.MissingFor(testMethod) is null
            ? base.CreateTestCase(discoveryOptions, testMethod, factAttribute)
            : SkippedTestCase.Of(DiagnosticMessageSink, discoveryOptions, testMethod);
}

/// <inheritdoc cref="SpecificationFactDiscoverer"/>
public sealed class SpecificationTheoryDiscoverer(IMessageSink diagnostics) : TheoryDiscoverer(diagnostics)
{
    public override IEnumerable<IXunitTestCase> Discover(
        ITestFrameworkDiscoveryOptions discoveryOptions, ITestMethod testMethod, IAttributeInfo theoryAttribute) =>
        NeedAttribute.MissingFor(testMethod) is null
            ? base.Discover(discoveryOptions, testMethod, theoryAttribute)
            : [SkippedTestCase.Of(DiagnosticMessageSink, discoveryOptions, testMethod)];
}
