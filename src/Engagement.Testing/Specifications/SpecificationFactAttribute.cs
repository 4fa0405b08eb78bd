using Xunit;
using Xunit.Abstractions;
using Xunit.Sdk;

namespace Engagement.Testing.Specifications;

/// <summary>A fact of a specification, skipped by name in classes whose <see cref="NeedsAttribute"/> does not hold.</summary>
[XunitTestCaseDiscoverer("Engagement.Testing.Specifications.SpecificationFactDiscoverer", "Engagement.Testing")]
public sealed class SpecificationFactAttribute : FactAttribute;

/// <summary>A theory of a specification, skipped by name in classes whose <see cref="NeedsAttribute"/> does not hold.</summary>
[XunitTestCaseDiscoverer("Engagement.Testing.Specifications.SpecificationTheoryDiscoverer", "Engagement.Testing")]
public sealed class SpecificationTheoryAttribute : TheoryAttribute;

/// <summary>For the test runner.</summary>
public sealed class SpecificationFactDiscoverer(IMessageSink messages) : FactDiscoverer(messages)
{
    protected override IXunitTestCase CreateTestCase(ITestFrameworkDiscoveryOptions discoveryOptions, ITestMethod testMethod, IAttributeInfo factAttribute) =>
        Skipping.Of(testMethod) is { } missing
            ? Skipping.Case(DiagnosticMessageSink, discoveryOptions, testMethod, missing)
            : base.CreateTestCase(discoveryOptions, testMethod, factAttribute);
}

/// <summary>For the test runner.</summary>
public sealed class SpecificationTheoryDiscoverer(IMessageSink messages) : TheoryDiscoverer(messages)
{
    public override IEnumerable<IXunitTestCase> Discover(ITestFrameworkDiscoveryOptions discoveryOptions, ITestMethod testMethod, IAttributeInfo theoryAttribute) =>
        Skipping.Of(testMethod) is { } missing
            ? [Skipping.Case(DiagnosticMessageSink, discoveryOptions, testMethod, missing)]
            : base.Discover(discoveryOptions, testMethod, theoryAttribute);
}

internal static class Skipping
{
    public static string? Of(ITestMethod method) =>
        method.TestClass.Class.ToRuntimeType().GetCustomAttributes(typeof(NeedsAttribute), inherit: true).OfType<NeedsAttribute>().FirstOrDefault()?.Missing;

    public static XunitSkippedDataRowTestCase Case(
        IMessageSink messages, ITestFrameworkDiscoveryOptions options, ITestMethod method, string missing) =>
        new(messages, options.MethodDisplayOrDefault(), options.MethodDisplayOptionsOrDefault(), method, missing);
}
