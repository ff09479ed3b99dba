// From roots to a whole module: generates methods until nothing new is reached, then what needs the whole program.

using System.Text;
using Xv6.Compiler.CodeGeneration.Late;
using Xv6.Compiler.Evaluation;
using Xv6.Compiler.IntermediateLanguage;
using Xv6.Compiler.Reachability;
using Xv6.Compiler.Toolchain;
using Xv6.Compiler.TypeSystem;

namespace Xv6.Compiler.CodeGeneration;

/// <summary>Generates the LLVM module of a program.</summary>
internal sealed class ProgramGenerator(CompilationSession session)
{
    private const string DataLayout = "e-m:e-p:64:64-i64:64-i128:128-n32:64-S128";

    private readonly List<Diagnostic> _diagnostics = [];
    private readonly HashSet<string> _uses = [];
    private readonly List<(MethodInstance Method, FunctionDefinition Definition)> _definitions = [];

    public ReachabilityGraph Graph { get; } = new(session.Redirect, session.Evaluation.TryInitialize);

    public IReadOnlyList<Diagnostic> Diagnostics => _diagnostics;

    /// <summary>The module's text, or null after errors.</summary>
    public StringBuilder? Generate()
    {
        foreach (MethodInstance method in session.Sources.Exports.Values)
            Graph.AddRoot(method);
        while (Graph.TryTakePending(out MethodInstance method))
        {
            GenerateMethod(method);
            if (!Graph.HasPending)
                session.EvaluatedData.Trace(Graph);
        }

        AllocationPolicy.Check(session, Graph, (method, error) => AddError(method, error));
        if (_diagnostics.Any(diagnostic => diagnostic.IsError))
            return null;
        ReportStaticConstructors();
        WriteMethods();
        new StaticConstructorCalls(session, Graph).Write(session.Evaluation.TryInitialize);
        new LateGenerator(session, Graph).Generate();
        session.EvaluatedData.Write();
        session.Constants.WriteStaticFields(session.EvaluatedData.IsEvaluated);
        return Write();
    }

    private void GenerateMethod(MethodInstance method)
    {
        if (session.Sources.GetImportedSymbol(method) is not null)
        {
            Graph.Add(method, new MethodDependencies());
            return;
        }

        GeneratedMethod generated;
        try
        {
            session.CheckCallable(method);
            generated = new MethodGenerator(session, method, session.Debug).Generate();
        }
        catch (CompilationErrorException error)
        {
            MethodDependencies needs = new();
            needs.AddError(error.Code, error.Message, 0);
            generated = new GeneratedMethod(method, null, needs, null);
        }

        Graph.Add(method, generated.Needs);
        if (generated.Definition is { } definition)
            _definitions.Add((method, definition));
        foreach (MethodError error in generated.Needs.Errors)
            AddError(method, error);
    }

    private void WriteMethods()
    {
        IReadOnlySet<MethodInstance> cold = ColdCode.Find(session, Graph);
        foreach ((MethodInstance method, FunctionDefinition definition) in _definitions)
            session.Module.AddFunction(definition.ToText(cold.Contains(method)));
    }

    // An error in code without source (the base class library, what the C# compiler wrote) is shown where the program calls that; one
    // for each such place.
    private void AddError(MethodInstance method, MethodError error)
    {
        CallSite fault = new(method, error.Offset);
        CallSite[] chain = [.. Graph.GetCallChain(method)];
        CallSite place = chain.Prepend(fault).FirstOrDefault(site => FindSource(site) is not null) ?? fault;
        string message = place == fault ? error.Message : $"{error.Message}, needed by {method}";
        if (place == fault || _uses.Add(Describe(place)))
        {
            _diagnostics.Add(new Diagnostic(
                error.Code.Format(), true, message, $"{Describe(place)}: {place.Caller}",
                [.. chain.Select(site => $"{site.Caller} ({Describe(site)})")]));
        }
    }

    private void ReportStaticConstructors()
    {
        foreach (StaticConstructorReport report in session.Evaluation.Report)
        {
            if (report.Reason is { } reason && !report.Type.Module.IsFramework && Graph.StaticConstructors.Contains(report.Type))
            {
                _diagnostics.Add(new Diagnostic(ErrorCode.StaticConstructor.Format(), false,
                    $"the static constructor of {report.Type} runs when the program starts: it {reason}",
                    Describe(new CallSite(report.Type.StaticConstructor!, 0)), []));
            }
        }
    }

    private string Describe(CallSite site) => FindSource(site) is { } location
        ? $"{session.ShownPath(location.File)}:{location.Line}"
        : $"{site.Caller.Module.Name}!IL_{site.Offset:x4}";

    private static SourceLocation? FindSource(CallSite site) => site.Caller.Body?.Symbols?.Find(site.Offset);

    private StringBuilder Write()
    {
        StringBuilder text = new();
        text.Append("target datalayout = \"").Append(DataLayout).Append("\"\n");
        text.Append("target triple = \"").Append(TargetArchitecture.Triple).Append("\"\n\n");
        session.Module.WriteTo(text);
        text.Append("\n!0 = !{i32 0, i32 2147483647}\n!1 = !{}\n");
        session.AliasTags.WriteTo(text);
        session.Debug.WriteModule(text);
        return text;
    }
}
