using Xunit.Abstractions;
using Xunit.Sdk;

namespace Engagement.Testing.Specifications;

/// <summary>A test that is skipped because of a need of its class.</summary>
public sealed class SkippedTestCase : XunitTestCase
{
    /// <summary>For the runner, which reads back what it wrote.</summary>
    [Obsolete("Called by the runner only.")]
    public SkippedTestCase()
    {
    }

    private SkippedTestCase(IMessageSink diagnostics, TestMethodDisplay display, TestMethodDisplayOptions options, ITestMethod method)
        : base(diagnostics, display, options, method)
    {
    }

    internal static SkippedTestCase Of(IMessageSink diagnostics, ITestFrameworkDiscoveryOptions options, ITestMethod method) =>
        new(diagnostics, options.MethodDisplayOrDefault(), options.MethodDisplayOptionsOrDefault(), method);

    protected override string GetSkipReason(IAttributeInfo factAttribute) =>
        NeedAttribute.MissingFor(TestMethod) ?? base.GetSkipReason(factAttribute);
}
